import { sql } from 'kysely';
import { askWaiting } from '#platform/database/ask-waiting';
import type { Db } from '#platform/database/db';
import type { Waiting } from '#platform/places';

/** Batches of labels, or of members' cards, of libraries (null: of all) of which nobody has said that they came out right. */
export const countToPrint = async (
  db: Db,
  libraryIds: readonly number[] | null,
  { ofMembers }: { ofMembers: boolean },
): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`select count(*)::integer as count, min(created_at) as since from print_batch
      where printed_at is null and (kind = 'member') = ${ofMembers} and (${libraryIds}::bigint[] is null or library_id = any(${libraryIds}::bigint[]))`,
  );
