import type { Db, Tx } from '#platform/database/db';

/** Of which collection an address is or was; undefined = of none. */
export const findSlug = async (db: Db | Tx, slug: string) =>
  db
    .selectFrom('curatedSlug as asked')
    .innerJoin('curatedSlug as now', (join) =>
      join.onRef('now.collectionId', '=', 'asked.collectionId').on('now.current', '=', true),
    )
    .select(['asked.collectionId', 'now.slug'])
    .where('asked.slug', '=', slug)
    .executeTakeFirst();

/** All that begin so, of whichever collection. */
export async function selectSlugsLike(db: Db | Tx, slug: string): Promise<Set<string>> {
  const rows = await db.selectFrom('curatedSlug').select('slug').where('slug', 'like', `${slug}%`).execute();
  return new Set(rows.map((row) => row.slug));
}

/**
 * Gives a collection an address. @param keeps its earlier ones lead to it from now on; else nobody has seen them, and they go
 * @returns false = it is or was that of another one
 */
export async function writeSlug(
  trx: Tx,
  collectionId: number,
  { slug, keeps }: { slug: string; keeps: boolean },
): Promise<boolean> {
  if (keeps) {
    await trx.updateTable('curatedSlug').set({ current: false }).where('collectionId', '=', collectionId).execute();
  } else {
    await trx.deleteFrom('curatedSlug').where('collectionId', '=', collectionId).execute();
  }
  const written = await trx
    .insertInto('curatedSlug')
    .values({ slug, collectionId, current: true })
    .onConflict((conflict) =>
      conflict.column('slug').doUpdateSet({ current: true }).where('curatedSlug.collectionId', '=', collectionId),
    )
    .returning('slug')
    .execute();
  return written.length === 1;
}
