import { sql } from 'kysely';
import type { FactSpan } from '#platform/facts';

/** What was sent, by the library that answers it. */
export const requestsReceived = ({ after, before }: FactSpan) => sql`
  select library_id, created_at as at, null::date as on_day, 1 as n, kind
  from ticket where created_at >= ${after} and created_at < ${before}`;

/** What had its first answer. */
export const requestsAnswered = ({ after, before }: FactSpan) => sql`
  select library_id, first_answered_at as at, null::date as on_day, 1 as n, kind
  from ticket where first_answered_at >= ${after} and first_answered_at < ${before}`;
