import { sql } from 'kysely';
import { askWaiting } from '#platform/database/ask-waiting';
import type { Db } from '#platform/database/db';
import type { Waiting } from '#platform/places';

/** Deliveries of libraries (null: of all) of which nobody knows whether they went out, and those that failed since an instant. */
export const countToDecide = async (db: Db, libraryIds: readonly number[] | null, since: Date): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`select count(*)::integer as count, min(created_at) as since from delivery
      where (state = 'unknown' or (state = 'failed' and created_at >= ${since})) and (${libraryIds}::bigint[] is null or library_id = any(${libraryIds}::bigint[]))`,
  );
