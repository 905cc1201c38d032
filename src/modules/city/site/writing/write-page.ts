import { recordAudit } from '#modules/ground/audit';
import { blockActs, thingsIn, type Done } from '#modules/ground/content';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { touchPage, type PageRow } from '../data/pages.queries.ts';
import { heldPage, pageEntity, refuseForeignFiles, refuseForeignPictures, writablePage } from '../managed-page.ts';

/** Does something to the writing of a page, and traces it. Throws `site.page_not_found`, `platform.forbidden`. */
async function during<T>(
  ctx: Ctx,
  id: number,
  action: string,
  work: (trx: Tx, page: PageRow) => Promise<Done<T>>,
): Promise<T> {
  return ctx.db.transaction().execute(async (trx) => {
    const page = await heldPage(trx, ctx, id, null);
    const { result, after } = await work(trx, page);
    if (after === null) return result;
    await touchPage(trx, page, ctx.clock.now());
    await recordAudit(trx, ctx, { action, ...pageEntity(page), after });
    return result;
  });
}

/**
 * What is done to the parts of a page. Needs what {@link writablePage} needs; throws as it, `site.picture_unknown`, `file_unknown` and what
 * `BlockActs` says.
 */
export const {
  add: addPageBlock,
  addAll: addPageBlocks,
  save: savePageBlock,
  move: movePageBlock,
  remove: removePageBlock,
  putBack: putPageBlockBack,
  lease: leasePageBlock,
  release: releasePageBlock,
} = blockActs<PageRow>({
  during,
  writingOf: async (ctx, id) => (await writablePage(ctx, id)).writingId,
  refuse: async (trx, ctx, page, entering) => {
    const { pictureIds, ...files } = await thingsIn(trx, ctx, page, entering);
    await refuseForeignPictures(trx, ctx, page, pictureIds);
    await refuseForeignFiles(trx, ctx, page, files);
  },
  traced: {
    added: 'page.block_added',
    saved: 'page.block_saved',
    moved: 'page.block_moved',
    removed: 'page.block_removed',
    putBack: 'page.block_put_back',
  },
});
