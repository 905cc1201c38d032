import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { leaseBlock, releaseBlock } from './lease-block.ts';
import { readWriting } from './read-writing.ts';
import { filesIn, pictureIdsIn } from './rules/pictures-in.ts';
import {
  addBlocks,
  moveBlock,
  putBlockBack,
  removeBlock,
  saveBlock,
  type BlockPair,
  type SavedBlock,
} from './write-blocks.ts';

/** What came of an act, and what the trace says of it; null = nothing changed, so nothing is traced. */
export interface Done<T> {
  result: T;
  after: object | null;
}

/** Blocks that are to stand in a writing. */
export interface Entering {
  blocks: readonly Pick<SavedBlock, 'body' | 'english'>[];
  /** The block that is written anew; null = all are new. */
  besides: number | null;
}

/** A thing that has a writing, as its module holds it. */
export interface WrittenThing<Row extends { writingId: number }> {
  /** Does something to it in one transaction, held for whoever may write it, and traces it. */
  during: <T>(ctx: Ctx, id: number, action: string, work: (trx: Tx, row: Row) => Promise<Done<T>>) => Promise<T>;
  /** Which writing it has, for whoever may write it. */
  writingOf: (ctx: Ctx, id: number) => Promise<number>;
  /** Refuses what does not belong into it. */
  refuse: (trx: Tx, ctx: Ctx, row: Row, entering: Entering) => Promise<void>;
  /** How the trace names each act. */
  traced: Readonly<Record<'added' | 'saved' | 'moved' | 'removed' | 'putBack', string>>;
}

/** What is done to the blocks of a thing; each throws what the thing's module says of holding it, and the errors of `content`. */
export interface BlockActs {
  /** Puts blocks behind another (null: first), all or none. @returns their ids */
  addAll: (ctx: Ctx, id: number, added: { after: number | null; blocks: readonly BlockPair[] }) => Promise<number[]>;
  /** The same for one. @returns its id */
  add: (ctx: Ctx, id: number, block: BlockPair & { after: number | null }) => Promise<number>;
  /** Writes what a block says over the version that was read. Throws `content.block_changed`. @returns its version now */
  save: (ctx: Ctx, id: number, block: SavedBlock) => Promise<number>;
  /** Moves a block one up or down. @returns whether it could; at the end of the list nothing changes */
  move: (ctx: Ctx, id: number, move: { id: number; by: 'up' | 'down' }) => Promise<boolean>;
  /** Takes a block out; `putBack` undoes it. Throws `content.block_changed`. */
  remove: (ctx: Ctx, id: number, which: { id: number; version: number }) => Promise<void>;
  /** Puts a block back that was taken out. */
  putBack: (ctx: Ctx, id: number, blockId: number) => Promise<void>;
  /** Gives a block into the hand of whoever asks, for a minute. Throws `content.block_not_found`, `block_leased`. */
  lease: (ctx: Ctx, id: number, blockId: number) => Promise<void>;
  /** Lets go of a block before its minute. */
  release: (ctx: Ctx, id: number, blockId: number) => Promise<void>;
}

/** The acts on blocks, for a thing that is written: pages, letters and lessons hold themselves, and the rest is the same. */
export function blockActs<Row extends { writingId: number }>(thing: WrittenThing<Row>): BlockActs {
  const { during, writingOf, refuse, traced } = thing;
  const addAll: BlockActs['addAll'] = async (ctx, id, added) =>
    during(ctx, id, traced.added, async (trx, row) => {
      await refuse(trx, ctx, row, { blocks: added.blocks, besides: null });
      const ids = await addBlocks(trx, ctx, row.writingId, added);
      return { result: ids, after: { blockIds: ids, kinds: added.blocks.map(({ body }) => body.kind) } };
    });
  return {
    addAll,
    add: async (ctx, id, { after, ...block }) => {
      const [blockId = 0] = await addAll(ctx, id, { after, blocks: [block] });
      return blockId;
    },
    save: async (ctx, id, block) =>
      during(ctx, id, traced.saved, async (trx, row) => {
        await refuse(trx, ctx, row, { blocks: [block], besides: block.id });
        const version = await saveBlock(trx, ctx, row.writingId, block);
        return { result: version, after: { blockId: block.id, kind: block.body.kind } };
      }),
    move: async (ctx, id, move) =>
      during(ctx, id, traced.moved, async (trx, { writingId }) => {
        const moved = await moveBlock(trx, writingId, move);
        return { result: moved, after: moved ? { blockId: move.id, by: move.by } : null };
      }),
    remove: async (ctx, id, which) =>
      during(ctx, id, traced.removed, async (trx, { writingId }) => ({
        result: await removeBlock(trx, ctx, writingId, which),
        after: { blockId: which.id },
      })),
    putBack: async (ctx, id, blockId) =>
      during(ctx, id, traced.putBack, async (trx, { writingId }) => ({
        result: await putBlockBack(trx, ctx, writingId, blockId),
        after: { blockId },
      })),
    lease: async (ctx, id, blockId) => leaseBlock(ctx, await writingOf(ctx, id), blockId),
    release: async (ctx, id, blockId) => releaseBlock(ctx, await writingOf(ctx, id), blockId),
  };
}

/**
 * The pictures and files that entering blocks name, in both languages, and the files that stood in the block before; numbers that are none are
 * refused with the block itself.
 */
export async function thingsIn(
  trx: Tx,
  { actor }: Pick<Ctx, 'actor'>,
  { writingId }: { writingId: number },
  { blocks, besides }: Entering,
) {
  const said = blocks.flatMap(({ body, english }) => (english ? [body, english] : [body]));
  const there = besides === null ? [] : (await readWriting({ db: trx, actor }, writingId)).blocks;
  const before = filesIn(there.filter(({ id }) => id === besides).map(({ body }) => body));
  return {
    ...{ pictureIds: pictureIdsIn(said), files: filesIn(said) },
    standing: before.map(({ fileId }) => fileId),
  };
}
