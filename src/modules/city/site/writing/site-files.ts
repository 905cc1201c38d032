import { addFile, hideFile, listFiles, removeFile, renameFile, setCaptions } from '#modules/ground/content';
import type { WritingFile } from '#modules/ground/content/client';
import type { Ctx } from '#platform/context';
import { authorize, can } from '#platform/rights/authorize';
import type { Storage } from '#platform/storage';
import { permissionFor } from '../managed-page.ts';
import type { PageKind } from '../rules/terms.ts';
import { mayBringAt, whereOffered } from './may-bring.ts';

type Added = Parameters<typeof addFile>[2];
type Renamed = Parameters<typeof renameFile>[2];
type Captions = Parameters<typeof setCaptions>[3];

/** Keeps a document or a recording for news and pages of a library (null: of the network). Needs `news.edit` or `site.edit` there. Refuses as `addFile`. @returns its id */
export async function addSiteFile(ctx: Ctx, storage: Storage, input: Added): Promise<number> {
  try {
    mayBringAt(ctx, input.libraryId);
  } catch (error) {
    await storage.remove(input.file.key);
    throw error;
  }
  return addFile(ctx, storage, input);
}

/** Says anew what a file is called. Needs `news.edit` or `site.edit` at its library. Refuses as `renameFile`. */
export const renameSiteFile = async (ctx: Ctx, id: number, input: Renamed): Promise<void> =>
  renameFile(ctx, id, input, (libraryId) => mayBringAt(ctx, libraryId));

/** Puts captions to a recording. Needs `news.edit` or `site.edit` at its library. Refuses as `setCaptions`. */
export const setSiteCaptions = async (ctx: Ctx, storage: Storage, id: number, input: Captions): Promise<void> =>
  setCaptions(ctx, storage, id, input, (libraryId) => mayBringAt(ctx, libraryId));

/** Takes a file out of those that can be chosen. Needs `news.edit` or `site.edit` at its library. Refuses as `hideFile`. */
export const hideSiteFile = async (ctx: Ctx, id: number, version: number): Promise<void> =>
  hideFile(ctx, id, version, (libraryId) => mayBringAt(ctx, libraryId));

/** Removes for good what a file holds. Needs `news.edit` or `site.edit` at its library. Refuses as `removeFile`. */
export const removeSiteFile = async (ctx: Ctx, storage: Storage, id: number, version: number): Promise<void> =>
  removeFile(ctx, storage, id, { version, may: (libraryId) => mayBringAt(ctx, libraryId) });

/** Files that somebody can choose from (\`hidden\`: no longer), the newest first: of the libraries for which they write, and of the network. Needs `news.edit` or `site.edit` somewhere. */
export const listSiteFiles = async (
  ctx: Ctx,
  { before = null, hidden = false, limit }: { before?: number | null; hidden?: boolean; limit: number },
): Promise<WritingFile[]> => listFiles(ctx, { libraryIds: whereOffered(ctx), hidden, before, limit });

/** Files that may stand on a page, the newest first: of its library and of the network. Needs what writing it needs. */
export async function listPageFiles(
  ctx: Ctx,
  { kind, libraryId }: { kind: PageKind; libraryId: number | null },
  limit: number,
): Promise<WritingFile[]> {
  authorize(ctx, permissionFor(kind), libraryId);
  const own = libraryId === null ? [] : [libraryId];
  const libraryIds = can(ctx.actor, permissionFor(kind), null) ? null : own;
  return listFiles(ctx, { libraryIds, hidden: false, before: null, limit });
}
