import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { authorize } from '#platform/rights/authorize';
import type { PermissionCode } from '#platform/rights/permissions';
import { findPage, lockPage, type PageRow } from './data/pages.queries.ts';
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
