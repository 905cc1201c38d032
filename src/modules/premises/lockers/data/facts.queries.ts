import { sql } from 'kysely';
import type { FactSpan } from '#platform/facts';

/** Keys that were handed out. */
export const keysHandedOut = ({ after, before }: FactSpan) => sql`
  select locker.library_id, key_out.started_at as at, null::date as on_day, 1 as n
  from locker_use key_out join locker on locker.id = key_out.locker_id
  where key_out.started_at >= ${after} and key_out.started_at < ${before}`;
