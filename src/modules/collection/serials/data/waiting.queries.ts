import { sql } from 'kysely';
import { askWaiting } from '#platform/database/ask-waiting';
import type { Db } from '#platform/database/db';
import type { Waiting } from '#platform/places';

/** Issues that libraries (null: any) should have by now. */
export const countLateIssues = async (db: Db, libraryIds: readonly number[] | null): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`select count(*)::integer as count, min(i.expected_on::timestamp at time zone library.time_zone) as since
      from serial_issue i join subscription s on s.id = i.subscription_id join library on library.id = s.library_id
      where i.state = 'late' and (${libraryIds}::bigint[] is null or s.library_id = any(${libraryIds}::bigint[]))`,
  );
