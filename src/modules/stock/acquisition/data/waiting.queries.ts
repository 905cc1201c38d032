import { sql } from 'kysely';
import { askWaiting } from '#platform/database/ask-waiting';
import type { Db } from '#platform/database/db';
import type { Waiting } from '#platform/places';

/** Suggestions to libraries (null: to all) that nobody has answered. */
export const countOpenSuggestions = async (db: Db, libraryIds: readonly number[] | null): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`select count(*)::integer as count, min(created_at) as since from suggestion where status = 'open' and (${libraryIds}::bigint[] is null or library_id = any(${libraryIds}::bigint[]))`,
  );

/** Orders of libraries (null: of all) that were sent before an instant and of which something has not come. */
export const countLateOrders = async (db: Db, libraryIds: readonly number[] | null, before: Date): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`select count(*)::integer as count, min(ordered_at) as since from purchase_order
      where status in ('ordered', 'partly_received') and ordered_at < ${before} and (${libraryIds}::bigint[] is null or library_id = any(${libraryIds}::bigint[]))`,
  );
