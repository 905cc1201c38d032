import type { Db, Tx } from '#platform/database/db';

/** What the catalogue needs to know of a library when it numbers a copy. */
export interface LibraryForItems {
  id: number;
  code: string;
  name: string;
  timeZone: string;
}

export const selectLibraryForItems = async (db: Db | Tx, id: number): Promise<LibraryForItems | undefined> =>
  db.selectFrom('library').select(['id', 'code', 'name', 'timeZone']).where('id', '=', id).executeTakeFirst();

/** The same for several, by id. */
export async function selectLibrariesForItems(
  db: Db | Tx,
  ids: readonly number[],
): Promise<Map<number, LibraryForItems>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('library')
    .select(['id', 'code', 'name', 'timeZone'])
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

export async function isSpaceOfLibrary(db: Db | Tx, spaceId: number, libraryId: number): Promise<boolean> {
  const row = await db
    .selectFrom('space')
    .select('id')
    .where('id', '=', spaceId)
    .where('libraryId', '=', libraryId)
    .executeTakeFirst();
  return row !== undefined;
}
