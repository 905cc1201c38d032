import type { Db, Tx } from '#platform/database/db';

/** How many titles and copies libraries have in the catalogue, by library; what was withdrawn does not count. */
export async function countHoldings(
  db: Db | Tx,
  libraryIds: readonly number[],
): Promise<Map<number, { titles: number; copies: number }>> {
  if (libraryIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('item')
    .select((eb) => [
      'libraryId',
      eb.fn.count<number>('bibId').distinct().as('titles'),
      eb.fn.countAll<number>().as('copies'),
    ])
    .where('libraryId', 'in', libraryIds)
    .where('status', '<>', 'withdrawn')
    .groupBy('libraryId')
    .execute();
  return new Map(rows.map(({ libraryId, titles, copies }) => [libraryId, { titles, copies }]));
}
