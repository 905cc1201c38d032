import { sql, type Insertable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Picture as PictureTable, PictureFile as FileTable } from '#platform/database/db-types';
import type { PictureFile } from '../client.ts';

export interface PictureRow {
  id: number;
  libraryId: number | null;
  alt: string;
  credit: string;
  width: number;
  height: number;
  focusX: number;
  focusY: number;
  version: number;
}
export type FileRow = Omit<PictureFile, 'href'> & { pictureId: number; key: string; sizeBytes: number };

const pictures = (db: Db | Tx) =>
  db
    .selectFrom('picture')
    .select(['id', 'libraryId', 'alt', 'credit', 'width', 'height', 'focusX', 'focusY', 'version']);

export const selectPictures = async (db: Db | Tx, ids: readonly number[]): Promise<PictureRow[]> =>
  ids.length === 0 ? [] : pictures(db).where('id', 'in', ids).execute();

/** Those that can be chosen at these libraries (null: all), with those of the network, the newest first. */
export const selectChoices = async (
  db: Db | Tx,
  { libraryIds, before, limit }: { libraryIds: readonly number[] | null; before: number | null; limit: number },
): Promise<PictureRow[]> => {
  let query = pictures(db).where('hiddenAt', 'is', null).orderBy('id', 'desc').limit(limit);
  if (before !== null) query = query.where('id', '<', before);
  if (libraryIds !== null) {
    query = query.where((eb) =>
      eb.or([eb('libraryId', 'is', null), eb('libraryId', '=', sql<number>`any(${[...libraryIds]}::bigint[])`)]),
    );
  }
  return query.execute();
};

export const selectFiles = async (db: Db | Tx, pictureIds: readonly number[]): Promise<FileRow[]> => {
  if (pictureIds.length === 0) return [];
  return db
    .selectFrom('pictureFile')
    .select(['pictureId', 'width', 'height', 'key', 'sizeBytes', sql<FileRow['format']>`format`.as('format')])
    .where('pictureId', 'in', pictureIds)
    .orderBy('width')
    .execute();
};

export const lockPicture = async (trx: Tx, id: number): Promise<PictureRow | undefined> =>
  pictures(trx).where('id', '=', id).where('hiddenAt', 'is', null).forUpdate().executeTakeFirst();

export async function insertPicture(
  trx: Tx,
  row: Insertable<PictureTable>,
  files: readonly Omit<Insertable<FileTable>, 'pictureId'>[],
): Promise<number> {
  const { id } = await trx.insertInto('picture').values(row).returning('id').executeTakeFirstOrThrow();
  await trx
    .insertInto('pictureFile')
    .values(files.map((file) => ({ ...file, pictureId: id })))
    .execute();
  return id;
}

export const updatePicture = async (
  trx: Tx,
  id: number,
  changes: Partial<Pick<PictureRow, 'alt' | 'credit' | 'focusX' | 'focusY'>> & { hiddenAt?: Date },
): Promise<void> => {
  await trx
    .updateTable('picture')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();
};

/** The keys of all files that a picture has. */
export const selectPictureKeys = async (db: Db): Promise<Set<string>> =>
  new Set((await db.selectFrom('pictureFile').select('key').execute()).map(({ key }) => key));

/** The first block that is a picture in each of these versions of writings. */
export const selectFirstPictures = async (
  db: Db | Tx,
  versionIds: readonly number[],
): Promise<{ versionId: number; pictureId: number }[]> =>
  (
    await sql<{ versionId: number; pictureId: number }>`
      select v.id as version_id, b.picture_id
      from writing_version v
      cross join lateral (
        select (one->'body'->>'pictureId')::bigint as picture_id
        from jsonb_array_elements(v.blocks) with ordinality as x (one, at)
        where one->'body'->>'kind' = 'picture'
        order by at
        limit 1
      ) b
      where v.id = any(${[...versionIds]}::bigint[])
    `.execute(db)
  ).rows;
