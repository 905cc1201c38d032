import type { Db, Tx } from '#platform/database/db';
import type { Picture } from '../client.ts';
import { selectFirstPictures } from '../data/pictures.queries.ts';
import { picturesOf } from './view-pictures.ts';

/** The first picture that stands alone in each of these kept versions of writings, by the id of the version: a face in lists, which says nothing new there. */
export async function firstPictures(db: Db | Tx, versionIds: readonly number[]): Promise<Map<number, Picture>> {
  const first = await selectFirstPictures(db, versionIds);
  const pictures = await picturesOf(
    db,
    first.map(({ pictureId }) => pictureId),
  );
  return new Map(
    first.flatMap(({ versionId, pictureId }) => {
      const picture = pictures.get(pictureId);
      return picture ? [[versionId, picture] as const] : [];
    }),
  );
}
