import type { Ctx } from '#platform/context';
import { findLearner } from '../data/learners.queries.ts';
import { deleteAnswer, reportPost } from '../data/posts.queries.ts';
import { courseErrors } from '../errors.ts';
import { holdCourseLearner } from './course-learner.ts';
import { learnerOf, type Learner } from './learner.ts';
import { countAct, openTask, type At } from './take-part.ts';

/** A discussion for somebody who takes part. Throws `courses.task_unknown`, `post_unknown`, `platform.too_many_requests`. */
async function ownDiscussion(ctx: Ctx, at: At & { taskId: number }, learner: Learner) {
  const who = learnerOf(ctx, learner);
  const { opened, task } = await openTask(ctx, at, who);
  const own = who && (await findLearner(ctx.db, opened.course.id, who));
  if (!who || !own || task.kind !== 'discussion') throw courseErrors.postUnknown();
  await countAct(ctx, who);
  return own;
}

/** Takes back what one said to the others: the task is open again. Throws as `answerTask`, `courses.post_unknown`. */
export async function removePost(ctx: Ctx, at: At & { taskId: number }, learner: Learner): Promise<void> {
  const own = await ownDiscussion(ctx, at, learner);
  await ctx.db.transaction().execute(async (trx) => {
    await holdCourseLearner(trx, own.id);
    await deleteAnswer(trx, own.id, at.taskId);
  });
}

/** Asks that the words of another are looked at again; until then nobody reads them, and once looked at again they stay. Throws as {@link removePost}. */
export async function reportPostOf(
  ctx: Ctx,
  { postId, ...at }: At & { taskId: number; postId: number },
  learner: Learner,
): Promise<void> {
  const { id: by, courseId, groupId } = await ownDiscussion(ctx, at, learner);
  const isThere = await ctx.db.transaction().execute(async (trx) => {
    await holdCourseLearner(trx, by);
    return reportPost(trx, { courseId, groupId }, { id: postId, by, at: ctx.clock.now() });
  });
  if (!isThere) throw courseErrors.postUnknown();
}
