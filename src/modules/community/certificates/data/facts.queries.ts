import { sql } from 'kysely';
import type { FactSpan } from '#platform/facts';

/** Certificates that hold. */
export const certificatesIssued = ({ after, before }: FactSpan) => sql`
  select library_id, issued_at as at, null::date as on_day, 1 as n
  from certificate where issued_at >= ${after} and issued_at < ${before} and revoked_at is null`;
