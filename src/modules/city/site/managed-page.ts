import { heldFiles, picturesOf } from '#modules/ground/content';
import type { FileKind } from '#modules/ground/content/client';
import { accountOf, actorName, type Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { authorize, can } from '#platform/rights/authorize';
import type { PermissionCode } from '#platform/rights/permissions';
import { findPage, lockPage, type PageRow } from './data/pages.queries.ts';
import type { ShownHead } from './data/public.queries.ts';
import { siteErrors } from './errors.ts';
import type { PageKind } from './rules/terms.ts';

/** What whoever writes a page of a kind needs at its library; for one of the whole network, network-wide. */
export const permissionFor = (kind: PageKind): PermissionCode => (kind === 'news' ? 'news.edit' : 'site.edit');

/** A page for whoever may write it. Throws `site.page_not_found`, `platform.forbidden`. */
export async function writablePage(ctx: Pick<Ctx, 'actor'> & { db: Db | Tx }, id: number): Promise<PageRow> {
  const page = await findPage(ctx.db, id);
  if (!page) throw siteErrors.pageNotFound();
  authorize(ctx, permissionFor(page.kind), page.libraryId);
  return page;
}

/** Holds a page for whoever may write it. Throws as {@link writablePage}, and `platform.version_conflict` where another version was read. */
export async function heldPage(trx: Tx, ctx: Pick<Ctx, 'actor'>, id: number, version: number | null): Promise<PageRow> {
  const page = await lockPage(trx, id);
  if (!page) throw siteErrors.pageNotFound();
  authorize(ctx, permissionFor(page.kind), page.libraryId);
  if (version !== null && page.version !== version) throw platformErrors.versionConflict();
  return page;
}

/** How the trace names a page. */
export const pageEntity = ({ id, libraryId }: Pick<PageRow, 'id' | 'libraryId'>) => ({
  entity: 'site_page' as const,
  entityId: id,
  libraryId,
});

/** What of a library may stand on a page: the network's, and the page's own; whoever writes for the whole network may take any. */
const mayStandOn =
  (ctx: Pick<Ctx, 'actor'>, page: Pick<PageRow, 'kind' | 'libraryId'>) =>
  (thing: { libraryId: number | null } | undefined): boolean =>
    thing !== undefined &&
    (thing.libraryId === null || thing.libraryId === page.libraryId || can(ctx.actor, permissionFor(page.kind), null));

const isId = (id: number): boolean => Number.isSafeInteger(id) && id > 0;

/** Lets pictures stand on a page that {@link mayStandOn}. Throws `site.picture_unknown`. */
export async function refuseForeignPictures(
  trx: Tx,
  ctx: Pick<Ctx, 'actor'>,
  page: Pick<PageRow, 'kind' | 'libraryId'>,
  ids: readonly number[],
): Promise<void> {
  const asked = ids.filter(isId);
  const pictures = await picturesOf(trx, asked);
  const mayStand = mayStandOn(ctx, page);
  if (!asked.every((id) => mayStand(pictures.get(id)))) throw siteErrors.pictureUnknown({}, { pictureId: 'unknown' });
}

/** The same for files, each as what it is; what is offered no longer may stay where it stood. Throws `site.file_unknown`. */
export async function refuseForeignFiles(
  trx: Tx,
  ctx: Pick<Ctx, 'actor'>,
  page: Pick<PageRow, 'kind' | 'libraryId'>,
  { files, standing }: { files: readonly { fileId: number; kind: FileKind }[]; standing: readonly number[] },
): Promise<void> {
  const asked = files.filter(({ fileId }) => isId(fileId));
  const found = await heldFiles(
    trx,
    asked.map(({ fileId }) => fileId),
  );
  const mayStand = mayStandOn(ctx, page);
  const isRight = asked.every(({ fileId, kind }) => {
    const file = found.get(fileId);
    return file?.kind === kind && mayStand(file) && (file.isOffered || standing.includes(fileId));
  });
  if (!isRight) throw siteErrors.fileUnknown({}, { fileId: 'unknown' });
}

/** What a version keeps of a page's head. */
export const headOf = ({ title, titleEn, summary, summaryEn, byline, topicId, pictureId }: PageRow): ShownHead => ({
  ...{ title, titleEn, summary, summaryEn, byline, topicId, pictureId },
});

/** Nobody has read it as it is now: who was asked to is asked anew. */
export const UNREAD = { submittedBy: '', submittedById: null } as const;

/** Whether who acts is who asked for a second person: by the account, where there was one. */
export const isOwnSubmission = (
  { actor }: Pick<Ctx, 'actor'>,
  { submittedBy, submittedById }: Pick<PageRow, 'submittedBy' | 'submittedById'>,
): boolean =>
  submittedBy !== '' &&
  (submittedById === null ? submittedBy === actorName(actor) : submittedById === accountOf(actor));
