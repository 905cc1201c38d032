import type { Db, Tx } from '#platform/db';
import type { LocalDate } from '#shared/dates';

/** How many joined a library in some days, both included, whether or not they are members still. */
export async function countJoined(
  db: Db | Tx,
  libraryId: number,
  { from, to }: { from: LocalDate; to: LocalDate },
): Promise<number> {
  const { count } = await db
    .selectFrom('member')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('homeLibraryId', '=', libraryId)
    .where('joinedOn', '>=', from)
    .where('joinedOn', '<=', to)
    .executeTakeFirstOrThrow();
  return count;
}
