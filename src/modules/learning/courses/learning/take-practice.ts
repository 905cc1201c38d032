import { takePracticeTask } from '#modules/learning/practice';
import type { Ctx } from '#platform/context';
import { courseErrors } from '../errors.ts';
import { learnerOf, type Learner } from './learner.ts';
import { openTask, type At } from './take-part.ts';

/**
 * Takes a task of practice: what whoever learns does in the practice space from now on counts. Staff alone. Throws `courses.not_found`,
 * `withdrawn`, `lesson_unknown`, `task_unknown`, `practice.off`, `making`, `down`, `full`.
 */
export async function takePractice(ctx: Ctx, at: At & { taskId: number }, learner: Learner): Promise<void> {
  const { task } = await openTask(ctx, at, learnerOf(ctx, learner));
  if (task.kind !== 'practice') throw courseErrors.taskUnknown();
  await takePracticeTask(ctx, at.taskId);
}
