import { addPicture, changePicture, hidePicture, listPictures } from '#modules/ground/content';
import type { Picture } from '#modules/ground/content/client';
import type { Ctx } from '#platform/context';
import type { Storage } from '#platform/storage';
import { mayBringAt, whereOffered } from './may-bring.ts';

type Added = Parameters<typeof addPicture>[2];
type Changed = Parameters<typeof changePicture>[2];

/** Adds a picture for news and pages of a library (null: of the network). Needs `news.edit` or `site.edit` there. Refuses as `addPicture`. @returns its id */
export async function addSitePicture(ctx: Ctx, storage: Storage, input: Added): Promise<number> {
  mayBringAt(ctx, input.libraryId);
  return addPicture(ctx, storage, input);
}

/** Says anew what a picture shows and what of it stays in sight. Needs `news.edit` or `site.edit` at its library. Refuses as `changePicture`. */
export const changeSitePicture = async (ctx: Ctx, id: number, input: Changed): Promise<void> =>
  changePicture(ctx, id, input, (libraryId) => mayBringAt(ctx, libraryId));

/** Takes a picture out of those that can be chosen. Needs `news.edit` or `site.edit` at its library. Refuses as `hidePicture`. */
export const hideSitePicture = async (ctx: Ctx, id: number, version: number): Promise<void> =>
  hidePicture(ctx, id, version, (libraryId) => mayBringAt(ctx, libraryId));

/**
 * Pictures that somebody can choose from, the newest first: of the libraries for which they write, and of the network. Needs `news.edit` or
 * `site.edit` somewhere.
 * @param libraryId of this library and of the network alone; needs one of them there
 */
export async function listSitePictures(
  ctx: Ctx,
  { libraryId, before = null, limit }: { libraryId?: number; before?: number | null; limit: number },
): Promise<Picture[]> {
  if (libraryId !== undefined) mayBringAt(ctx, libraryId);
  return listPictures(ctx, { libraryIds: libraryId === undefined ? whereOffered(ctx) : [libraryId], before, limit });
}
