import { sql } from 'kysely';
import { askWaiting } from '#platform/database/ask-waiting';
import type { Db } from '#platform/database/db';
import type { Waiting } from '#platform/places';

/** Days of libraries (null: of all) that are over, have money, and are not closed. */
export const countDaysToClose = async (db: Db, libraryIds: readonly number[] | null, now: Date): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`select count(*)::integer as count, min(d.day::timestamp at time zone library.time_zone) as since,
        min((d.day + 1)::timestamp at time zone library.time_zone) as due
      from cash_day d join library on library.id = d.library_id
      where d.closed_at is null and d.day < (${now}::timestamptz at time zone library.time_zone)::date
        and exists (select from charge_line c where c.library_id = d.library_id and c.cash_day = d.day)
        and (${libraryIds}::bigint[] is null or d.library_id = any(${libraryIds}::bigint[]))`,
  );
