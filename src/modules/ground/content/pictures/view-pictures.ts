import type { Db, Tx } from '#platform/database/db';
import type { Picture } from '../client.ts';
import { selectChoices, selectFiles, selectPictures, type PictureRow } from '../data/pictures.queries.ts';
import { pictureAddress } from '../rules/picture-address.ts';

async function withFiles(db: Db | Tx, rows: readonly PictureRow[]): Promise<Picture[]> {
  const files = Map.groupBy(
    await selectFiles(
      db,
      rows.map(({ id }) => id),
    ),
    ({ pictureId }) => pictureId,
  );
  return rows.map((row) => ({
    ...row,
    files: (files.get(row.id) ?? []).map(({ format, width, height, key }) => ({
      ...{ format, width, height },
      href: pictureAddress(key, format),
    })),
  }));
}

/** Pictures by their ids, with their files; also those that can be chosen no longer, for they stand where they stood. */
export async function picturesOf(db: Db | Tx, ids: readonly number[]): Promise<Map<number, Picture>> {
  const found = await withFiles(db, await selectPictures(db, [...new Set(ids)]));
  return new Map(found.map((picture) => [picture.id, picture]));
}

/**
 * Pictures that can be chosen at libraries (null: all), with those of the network, the newest first.
 * @param before the id below which it goes on
 */
export async function listPictures(
  { db }: { db: Db | Tx },
  which: { libraryIds: readonly number[] | null; before: number | null; limit: number },
): Promise<Picture[]> {
  return withFiles(db, await selectChoices(db, which));
}
