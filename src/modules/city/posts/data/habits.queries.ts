import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

export interface HabitRow {
  hashtags: string[];
  minute: number;
  version: number;
}

export const findHabit = async (db: Db | Tx, libraryId: number): Promise<HabitRow | undefined> =>
  db
    .selectFrom('postHabit')
    .select(['hashtags', 'minute', 'version'])
    .where('libraryId', '=', libraryId)
    .executeTakeFirst();

/** Writes how a library writes; false = somebody changed it since. @param version that was seen; 0 = there was none */
export async function keepHabit(
  trx: Tx,
  libraryId: number,
  { version, hashtags, minute }: { version: number; hashtags: string[]; minute: number },
): Promise<boolean> {
  const kept = await trx
    .insertInto('postHabit')
    .values({ libraryId, hashtags, minute })
    .onConflict((conflict) =>
      conflict
        .column('libraryId')
        .doUpdateSet({ hashtags, minute, version: sql`post_habit.version + 1` })
        .where('postHabit.version', '=', version),
    )
    .returning('version')
    .executeTakeFirst();
  return kept !== undefined;
}
