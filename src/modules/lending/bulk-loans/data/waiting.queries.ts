import { sql } from 'kysely';
import { askWaiting } from '#platform/database/ask-waiting';
import type { Db } from '#platform/database/db';
import type { Waiting } from '#platform/places';

/** Bulk loans of libraries (null: of all) whose day is over and of which something is still away. */
export const countOverdueLoans = async (db: Db, libraryIds: readonly number[] | null, now: Date): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`select count(*)::integer as count, min(b.due_on::timestamp at time zone library.time_zone) as since,
        min((b.due_on + 1)::timestamp at time zone library.time_zone) as due
      from bulk_loan b join library on library.id = b.library_id
      where b.status in ('open', 'partly_returned') and b.due_on < (${now}::timestamptz at time zone library.time_zone)::date
        and (${libraryIds}::bigint[] is null or b.library_id = any(${libraryIds}::bigint[]))`,
  );
