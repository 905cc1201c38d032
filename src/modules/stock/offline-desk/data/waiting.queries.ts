import { sql } from 'kysely';
import { askWaiting } from '#platform/database/ask-waiting';
import type { Db } from '#platform/database/db';
import type { Waiting } from '#platform/places';

/** Acts of devices of libraries (null: of all) that could not be carried out and wait for a decision. */
export const countConflictsOf = async (db: Db, libraryIds: readonly number[] | null): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`select count(*)::integer as count, min(a.happened_at) as since from desk_act a join desk_device d on d.id = a.device_id
      where a.outcome = 'conflict' and (${libraryIds}::bigint[] is null or d.library_id = any(${libraryIds}::bigint[]))`,
  );
