import { addPicture, changePicture, hidePicture, listPictures } from '#modules/ground/content';
import type { Picture } from '#modules/ground/content/client';
import type { Ctx } from '#platform/context';
import { authorizeAnywhere, authorize, canAnywhere, can, grantedLibraries } from '#platform/rights/authorize';
import type { Storage } from '#platform/storage';

type Added = Parameters<typeof addPicture>[2];
type Changed = Parameters<typeof changePicture>[2];

/** Whoever writes news or pages of a library may bring pictures there. Throws `platform.forbidden`. */
function mayAt(ctx: Ctx, libraryId: number | null): void {
  if (!can(ctx.actor, 'news.edit', libraryId)) authorize(ctx, 'site.edit', libraryId);
}

/** Adds a picture for news and pages of a library (null: of the network). Needs `news.edit` or `site.edit` there. Refuses as `addPicture`. @returns its id */
export async function addSitePicture(ctx: Ctx, storage: Storage, input: Added): Promise<number> {
  mayAt(ctx, input.libraryId);
  return addPicture(ctx, storage, input);
}

/** Says anew what a picture shows and what of it stays in sight. Needs `news.edit` or `site.edit` at its library. Refuses as `changePicture`. */
export const changeSitePicture = async (ctx: Ctx, id: number, input: Changed): Promise<void> =>
  changePicture(ctx, id, input, (libraryId) => mayAt(ctx, libraryId));

/** Takes a picture out of those that can be chosen. Needs `news.edit` or `site.edit` at its library. Refuses as `hidePicture`. */
export const hideSitePicture = async (ctx: Ctx, id: number, version: number): Promise<void> =>
  hidePicture(ctx, id, version, (libraryId) => mayAt(ctx, libraryId));

/** Pictures that somebody can choose from, the newest first: of the libraries for which they write, and of the network. Needs `news.edit` or `site.edit` somewhere. */
export async function listSitePictures(
  ctx: Ctx,
  { before = null, limit }: { before?: number | null; limit: number },
): Promise<Picture[]> {
  if (!canAnywhere(ctx.actor, 'news.edit')) authorizeAnywhere(ctx, 'site.edit');
  const granted = (['news.edit', 'site.edit'] as const).map((permission) => grantedLibraries(ctx.actor, permission));
  const everywhere = granted.some((libraries) => libraries === 'all');
  const libraryIds = everywhere ? null : granted.flatMap((libraries) => (libraries === 'all' ? [] : libraries));
  return listPictures(ctx, { libraryIds, before, limit });
}
