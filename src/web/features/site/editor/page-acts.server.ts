import {
  addPageBlock,
  addPageBlocks,
  leasePageBlock,
  movePageBlock,
  putPageBlockBack,
  releasePageBlock,
  removePageBlock,
  savePageBlock,
} from '#modules/city/site';
import type { Ctx } from '#platform/context';
import type { WritingActs } from '#web/features/content/parts/writing-actions.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';

/** What can be done to the writing of a page, news or page, of a number in an address. */
export function pageActs(ctx: Ctx, param: string): WritingActs {
  const id = idOf(param);
  return {
    add: async (block) => addPageBlock(ctx, id, block),
    addAll: async (added) => addPageBlocks(ctx, id, added),
    save: async (block) => savePageBlock(ctx, id, block),
    move: async (move) => movePageBlock(ctx, id, move),
    remove: async (which) => removePageBlock(ctx, id, which),
    putBack: async (blockId) => putPageBlockBack(ctx, id, blockId),
    take: async (blockId) => leasePageBlock(ctx, id, blockId),
    letGo: async (blockId) => releasePageBlock(ctx, id, blockId),
  };
}
