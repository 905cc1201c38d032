import type { Db, Tx } from '#platform/db';

/** How many titles and copies a library has in the catalogue; what was withdrawn does not count. */
export const countHoldings = async (db: Db | Tx, libraryId: number): Promise<{ titles: number; copies: number }> =>
  db
    .selectFrom('item')
    .select((eb) => [eb.fn.count<number>('bibId').distinct().as('titles'), eb.fn.countAll<number>().as('copies')])
    .where('libraryId', '=', libraryId)
    .where('status', '<>', 'withdrawn')
    .executeTakeFirstOrThrow();
