import {
  addLessonBlocks,
  leaseLessonBlock,
  moveLessonBlock,
  putLessonBlockBack,
  releaseLessonBlock,
  removeLessonBlock,
  saveLessonBlock,
} from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import type { WritingActs } from '#web/features/content/parts/writing-actions.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';

/** What can be done to the writing of the lesson of a number in an address. */
export function lessonActs(ctx: Ctx, param: string): WritingActs {
  const id = idOf(param);
  return {
    add: async ({ after, ...block }) => {
      const [blockId = 0] = await addLessonBlocks(ctx, id, { after, blocks: [block] });
      return blockId;
    },
    addAll: async (added) => addLessonBlocks(ctx, id, added),
    save: async (block) => saveLessonBlock(ctx, id, block),
    move: async (move) => moveLessonBlock(ctx, id, move),
    remove: async (which) => removeLessonBlock(ctx, id, which),
    putBack: async (blockId) => putLessonBlockBack(ctx, id, blockId),
    take: async (blockId) => leaseLessonBlock(ctx, id, blockId),
    letGo: async (blockId) => releaseLessonBlock(ctx, id, blockId),
  };
}
