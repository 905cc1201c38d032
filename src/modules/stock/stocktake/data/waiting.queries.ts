import { sql } from 'kysely';
import { askWaiting } from '#platform/database/ask-waiting';
import type { Db } from '#platform/database/db';
import type { Waiting } from '#platform/places';

/** Stocktakes of libraries (null: of all) that nobody has approved. */
export const countToApprove = async (db: Db, libraryIds: readonly number[] | null): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`select count(*)::integer as count, min(started_at) as since from stocktake where status = 'open' and (${libraryIds}::bigint[] is null or library_id = any(${libraryIds}::bigint[]))`,
  );

/** Weeding lists of libraries (null: of all) that wait to be decided and carried out. */
export const countToWeed = async (db: Db, libraryIds: readonly number[] | null): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`select count(*)::integer as count, min(created_at) as since from weeding where status = 'open' and (${libraryIds}::bigint[] is null or library_id = any(${libraryIds}::bigint[]))`,
  );
