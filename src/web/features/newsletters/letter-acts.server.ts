import {
  addLetterBlock,
  addLetterBlocks,
  leaseLetterBlock,
  moveLetterBlock,
  putLetterBlockBack,
  releaseLetterBlock,
  removeLetterBlock,
  saveLetterBlock,
} from '#modules/city/newsletters';
import type { Ctx } from '#platform/context';
import type { WritingActs } from '#web/features/content/parts/writing-actions.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';

/** What can be done to the writing of the letter of a number in an address. */
export function letterActs(ctx: Ctx, param: string): WritingActs {
  const id = idOf(param);
  return {
    add: async (block) => addLetterBlock(ctx, id, block),
    addAll: async (added) => addLetterBlocks(ctx, id, added),
    save: async (block) => saveLetterBlock(ctx, id, block),
    move: async (move) => moveLetterBlock(ctx, id, move),
    remove: async (which) => removeLetterBlock(ctx, id, which),
    putBack: async (blockId) => putLetterBlockBack(ctx, id, blockId),
    take: async (blockId) => leaseLetterBlock(ctx, id, blockId),
    letGo: async (blockId) => releaseLetterBlock(ctx, id, blockId),
  };
}
