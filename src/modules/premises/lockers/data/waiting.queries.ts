import { sql } from 'kysely';
import { askWaiting } from '#platform/database/ask-waiting';
import type { Db } from '#platform/database/db';
import type { Waiting } from '#platform/places';

/** Keys of lockers of libraries (null: of all) that were handed out on a day that is over and have not come back. */
export const countKeysOut = async (db: Db, libraryIds: readonly number[] | null, now: Date): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`select count(*)::integer as count, min(u.started_at) as since, min(u.started_at) as due
      from locker_use u join locker l on l.id = u.locker_id join library on library.id = l.library_id
      where u.ended_at is null
        and (u.started_at at time zone library.time_zone)::date < (${now}::timestamptz at time zone library.time_zone)::date
        and (${libraryIds}::bigint[] is null or l.library_id = any(${libraryIds}::bigint[]))`,
  );
