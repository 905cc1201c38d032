import { recordAudit } from '#modules/ground/audit';
import {
  addBlocks,
  leaseBlock,
  filesIn,
  moveBlock,
  pictureIdsIn,
  putBlockBack,
  readWriting,
  releaseBlock,
  removeBlock,
  saveBlock,
  type BlockPair,
  type SavedBlock,
} from '#modules/ground/content';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { touchPage, type PageRow } from '../data/pages.queries.ts';
import { heldPage, pageEntity, refuseForeignFiles, refuseForeignPictures, writablePage } from '../managed-page.ts';

/** Does something to the writing of a page, and traces it. Throws `site.page_not_found`, `platform.forbidden`. */
async function writingOf<T>(
  ctx: Ctx,
  id: number,
  action: string,
  work: (trx: Tx, page: PageRow) => Promise<{ result: T; after: object }>,
): Promise<T> {
  return ctx.db.transaction().execute(async (trx) => {
    const page = await heldPage(trx, ctx, id, null);
    const { result, after } = await work(trx, page);
    await touchPage(trx, page, ctx.clock.now());
    await recordAudit(trx, ctx, { action, ...pageEntity(page), after });
    return result;
  });
}

/** Puts blocks into a page behind another (null: first), all or none. Needs what {@link writablePage} needs; throws as it, `site.picture_unknown`, `file_unknown` and `content.*`. @returns their ids */
export const addPageBlocks = async (
  ctx: Ctx,
  id: number,
  added: { after: number | null; blocks: readonly BlockPair[] },
): Promise<number[]> =>
  writingOf(ctx, id, 'page.block_added', async (trx, page) => {
    await refuseForeign(trx, ctx, page, { blocks: added.blocks, standing: [] });
    const ids = await addBlocks(trx, ctx, page.writingId, added);
    return { result: ids, after: { blockIds: ids, kinds: added.blocks.map(({ body }) => body.kind) } };
  });

/** The same for one. @returns its id */
export async function addPageBlock(
  ctx: Ctx,
  id: number,
  { after, ...block }: BlockPair & { after: number | null },
): Promise<number> {
  const [blockId = 0] = await addPageBlocks(ctx, id, { after, blocks: [block] });
  return blockId;
}

/** Writes what a block says over the version that was read. Throws as {@link addPageBlocks}, `content.block_changed`. @returns its version now */
export const savePageBlock = async (ctx: Ctx, id: number, block: SavedBlock): Promise<number> =>
  writingOf(ctx, id, 'page.block_saved', async (trx, page) => {
    const there = (await readWriting({ db: trx, actor: ctx.actor }, page.writingId)).blocks;
    const standing = filesIn(there.filter(({ id: own }) => own === block.id).map(({ body }) => body));
    await refuseForeign(trx, ctx, page, { blocks: [block], standing: standing.map(({ fileId }) => fileId) });
    return {
      result: await saveBlock(trx, ctx, page.writingId, block),
      after: { blockId: block.id, kind: block.body.kind },
    };
  });

/** Refuses pictures and files that are not for the page, in both languages; numbers that are none are refused with the block itself. */
async function refuseForeign(
  trx: Tx,
  ctx: Ctx,
  page: PageRow,
  { blocks, standing }: { blocks: readonly Pick<SavedBlock, 'body' | 'english'>[]; standing: readonly number[] },
): Promise<void> {
  const said = blocks.flatMap(({ body, english }) => (english ? [body, english] : [body]));
  await refuseForeignPictures(trx, ctx, page, pictureIdsIn(said));
  await refuseForeignFiles(trx, ctx, page, { files: filesIn(said), standing });
}

/** Moves a block one up or down. Throws as {@link addPageBlocks}. @returns whether it could */
export const movePageBlock = async (ctx: Ctx, id: number, move: { id: number; by: 'up' | 'down' }): Promise<boolean> =>
  writingOf(ctx, id, 'page.block_moved', async (trx, { writingId }) => ({
    result: await moveBlock(trx, writingId, move),
    after: { blockId: move.id, by: move.by },
  }));

/** Takes a block out; {@link putPageBlockBack} undoes it. Throws as {@link savePageBlock}. */
export const removePageBlock = async (ctx: Ctx, id: number, which: { id: number; version: number }): Promise<void> =>
  writingOf(ctx, id, 'page.block_removed', async (trx, { writingId }) => ({
    result: await removeBlock(trx, ctx, writingId, which),
    after: { blockId: which.id },
  }));

/** Puts a block back that was taken out. Throws as {@link addPageBlocks}. */
export const putPageBlockBack = async (ctx: Ctx, id: number, blockId: number): Promise<void> =>
  writingOf(ctx, id, 'page.block_put_back', async (trx, { writingId }) => ({
    result: await putBlockBack(trx, ctx, writingId, blockId),
    after: { blockId },
  }));

/** Gives a block into the hand of whoever asks, for a minute. Throws `site.page_not_found`, `platform.forbidden`, `content.block_not_found`, `block_leased`. */
export async function leasePageBlock(ctx: Ctx, id: number, blockId: number): Promise<void> {
  const { writingId } = await writablePage(ctx, id);
  await leaseBlock(ctx, writingId, blockId);
}

/** Lets go of a block before its minute. Throws `site.page_not_found`, `platform.forbidden`. */
export async function releasePageBlock(ctx: Ctx, id: number, blockId: number): Promise<void> {
  const { writingId } = await writablePage(ctx, id);
  await releaseBlock(ctx, writingId, blockId);
}
