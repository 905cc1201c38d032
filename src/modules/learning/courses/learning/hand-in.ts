import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import type { Storage } from '#platform/storage';
import { noteProgress, updateLearner } from '../data/learners.queries.ts';
import { courseErrors } from '../errors.ts';
import { answerInput } from '../schema-answer.ts';
import { keepAnswer } from './keep-answer.ts';
import { newLearner, type Learner } from './learner.ts';
import { countAct, countBeginning, holdLearner, openTask, type At } from './take-part.ts';
import { keepFile } from './work-file.ts';

/**
 * Hands work in with a file (a picture, a PDF, an office text); what was handed in before and came back is replaced. Throws as `answerTask`,
 * `courses.work_empty`, `work_done`, `platform.too_large`, `not_acceptable_file`.
 */
export async function handInWork(
  ctx: Ctx,
  storage: Storage,
  { text, file, ...at }: At & { taskId: number; text: string; file: File },
  learner: Learner,
): Promise<{ key: string | null }> {
  const { who, key } = newLearner(ctx, learner);
  const { opened, lessonId, task } = await openTask(ctx, at, who);
  if (task.kind !== 'assignment' || !task.takes.includes('file')) throw courseErrors.answerUnfit();
  const answer = parseInput(answerInput, { kind: 'assignment', text: task.takes.includes('text') ? text : '' });
  await countBeginning(ctx, opened, who, learner.ip);
  await countAct(ctx, who);
  const kept = await keepFile(storage, file);
  const now = ctx.clock.now();
  try {
    await ctx.db.transaction().execute(async (trx) => {
      const held = await holdLearner(trx, ctx, opened, who);
      const outcome = { kind: 'assignment', right: true } as const;
      await keepAnswer(trx, { learnerId: held.id, taskId: at.taskId, answer, outcome, at: now }, kept);
      await noteProgress(trx, { learnerId: held.id, lessonId, at: now, doneAt: null });
      await updateLearner(trx, held.id, { seenAt: now });
    });
  } catch (error) {
    await storage.remove(kept.fileKey);
    throw error;
  }
  return { key };
}
