import { recordAudit } from '#modules/ground/audit';
import {
  addBlocks,
  filesIn,
  leaseBlock,
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
import { updateLetter, type LetterRow } from '../data/letters.queries.ts';
import { letterEntity, readableLetter, unread, writtenLetter } from '../held-letter.ts';
import { refuseForeignThings } from './things.ts';

/** Does something to the writing of a letter, and traces it. Throws `newsletters.not_found`, `state_forbids`, `platform.forbidden`. */
async function writingOf<T>(
  ctx: Ctx,
  id: number,
  action: string,
  work: (trx: Tx, letter: LetterRow) => Promise<{ result: T; after: object }>,
): Promise<T> {
  return ctx.db.transaction().execute(async (trx) => {
    const letter = await writtenLetter(trx, ctx, id, null);
    const { result, after } = await work(trx, letter);
    // who has it open to save its head is told only where a second person is asked anew
    if (letter.state === 'submitted') await updateLetter(trx, id, { ...unread, changedAt: ctx.clock.now() });
    await recordAudit(trx, ctx, { action, ...letterEntity(letter), after });
    return result;
  });
}

/** Puts blocks into a letter behind another (null: first), all or none. Needs `news.send` at its library; throws `newsletters.not_found`, `state_forbids`, `picture_unknown`, `file_unknown` and `content.*`. @returns their ids */
export const addLetterBlocks = async (
  ctx: Ctx,
  id: number,
  added: { after: number | null; blocks: readonly BlockPair[] },
): Promise<number[]> =>
  writingOf(ctx, id, 'newsletter.block_added', async (trx, letter) => {
    await refuseForeign(trx, ctx, letter, { blocks: added.blocks, standing: [] });
    const ids = await addBlocks(trx, ctx, letter.writingId, added);
    return { result: ids, after: { blockIds: ids, kinds: added.blocks.map(({ body }) => body.kind) } };
  });

/** The same for one. @returns its id */
export async function addLetterBlock(
  ctx: Ctx,
  id: number,
  { after, ...block }: BlockPair & { after: number | null },
): Promise<number> {
  const [blockId = 0] = await addLetterBlocks(ctx, id, { after, blocks: [block] });
  return blockId;
}

/** Writes what a block says over the version that was read. Throws as {@link addLetterBlocks}, `content.block_changed`. @returns its version now */
export const saveLetterBlock = async (ctx: Ctx, id: number, block: SavedBlock): Promise<number> =>
  writingOf(ctx, id, 'newsletter.block_saved', async (trx, letter) => {
    const there = (await readWriting({ db: trx, actor: ctx.actor }, letter.writingId)).blocks;
    const standing = filesIn(there.filter(({ id: own }) => own === block.id).map(({ body }) => body));
    await refuseForeign(trx, ctx, letter, { blocks: [block], standing: standing.map(({ fileId }) => fileId) });
    return {
      result: await saveBlock(trx, ctx, letter.writingId, block),
      after: { blockId: block.id, kind: block.body.kind },
    };
  });

/** Refuses pictures and files that are not for the letter, in both languages; numbers that are none are refused with the block itself. */
async function refuseForeign(
  trx: Tx,
  ctx: Ctx,
  letter: LetterRow,
  { blocks, standing }: { blocks: readonly Pick<SavedBlock, 'body' | 'english'>[]; standing: readonly number[] },
): Promise<void> {
  const said = blocks.flatMap(({ body, english }) => (english ? [body, english] : [body]));
  await refuseForeignThings(trx, ctx, letter, { pictureIds: pictureIdsIn(said), files: filesIn(said), standing });
}

/** Moves a block one up or down. Throws as {@link addLetterBlocks}. @returns whether it could */
export const moveLetterBlock = async (
  ctx: Ctx,
  id: number,
  move: { id: number; by: 'up' | 'down' },
): Promise<boolean> =>
  writingOf(ctx, id, 'newsletter.block_moved', async (trx, { writingId }) => ({
    result: await moveBlock(trx, writingId, move),
    after: { blockId: move.id, by: move.by },
  }));

/** Takes a block out; {@link putLetterBlockBack} undoes it. Throws as {@link saveLetterBlock}. */
export const removeLetterBlock = async (ctx: Ctx, id: number, which: { id: number; version: number }): Promise<void> =>
  writingOf(ctx, id, 'newsletter.block_removed', async (trx, { writingId }) => ({
    result: await removeBlock(trx, ctx, writingId, which),
    after: { blockId: which.id },
  }));

/** Puts a block back that was taken out. Throws as {@link addLetterBlocks}. */
export const putLetterBlockBack = async (ctx: Ctx, id: number, blockId: number): Promise<void> =>
  writingOf(ctx, id, 'newsletter.block_put_back', async (trx, { writingId }) => ({
    result: await putBlockBack(trx, ctx, writingId, blockId),
    after: { blockId },
  }));

/** Gives a block into the hand of whoever asks, for a minute. Throws `newsletters.not_found`, `platform.forbidden`, `content.block_not_found`, `block_leased`. */
export async function leaseLetterBlock(ctx: Ctx, id: number, blockId: number): Promise<void> {
  const { writingId } = await readableLetter(ctx, id);
  await leaseBlock(ctx, writingId, blockId);
}

/** Lets go of a block before its minute. Throws `newsletters.not_found`, `platform.forbidden`. */
export async function releaseLetterBlock(ctx: Ctx, id: number, blockId: number): Promise<void> {
  const { writingId } = await readableLetter(ctx, id);
  await releaseBlock(ctx, writingId, blockId);
}
