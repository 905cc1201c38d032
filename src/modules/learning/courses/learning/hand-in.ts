import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { countAttempt, networkOf } from '#platform/requests/rate-limit';
import type { SentFile } from '#platform/requests/receive-form';
import type { Storage } from '#platform/storage';
import { findLearner, noteProgress, updateLearner, type LearnerKey } from '../data/learners.queries.ts';
import { selectOwnWorks } from '../data/works.queries.ts';
import { courseErrors } from '../errors.ts';
import { answerInput } from '../schema-answer.ts';
import { keepAnswer } from './keep-answer.ts';
import { newLearner, type Learner } from './learner.ts';
import type { OpenedCourse } from './open-course.ts';
import { countAct, countBeginning, holdLearner, markOf, openTask, type At } from './take-part.ts';
import { keepFile } from './work-file.ts';

/** One person hands in so many files in an hour: a file takes room, an answer does not. */
const FILES = { limit: 20, windowSeconds: 3600 };
/** So many come from one address: a school hands in from behind one, and whoever begins anew for every file gets no more. */
const FILES_OF_ADDRESS = { limit: 300, windowSeconds: 3600 };

async function countFile(ctx: Ctx, who: LearnerKey, ip: string | undefined): Promise<void> {
  await countAttempt(ctx, `course-file:${markOf(who)}`, FILES);
  if (ip !== undefined) await countAttempt(ctx, `course-file-net:${networkOf(ip)}`, FILES_OF_ADDRESS);
}

/** Refuses work that is done before its file is read. Throws `courses.work_done`. */
async function refuseDone(ctx: Ctx, { course }: OpenedCourse, who: LearnerKey, taskId: number): Promise<void> {
  const own = await findLearner(ctx.db, course.id, who);
  const [work] = own ? await selectOwnWorks(ctx.db, own.id, [taskId]) : [];
  if (work?.state === 'done') throw courseErrors.workDone();
}

/**
 * Hands work in with a file (a picture, a PDF, an office text); what was handed in before is replaced, and its file goes. Throws as `answerTask`,
 * `courses.work_empty`, `work_done`, `platform.too_large`, `not_acceptable_file`.
 */
export async function handInWork(
  ctx: Ctx,
  storage: Storage,
  { text, file, ...at }: At & { taskId: number; text: string; file: SentFile },
  learner: Learner,
): Promise<{ key: string | null }> {
  const { who, key } = newLearner(ctx, learner);
  const { opened, lessonId, task } = await openTask(ctx, at, who);
  if (task.kind !== 'assignment' || !task.takes.includes('file')) throw courseErrors.answerUnfit();
  const answer = parseInput(answerInput, { kind: 'assignment', text: task.takes.includes('text') ? text : '' });
  await countBeginning(ctx, opened, who, learner.ip);
  await countAct(ctx, who);
  await refuseDone(ctx, opened, who, at.taskId);
  await countFile(ctx, who, learner.ip);
  const kept = await keepFile(storage, file);
  const now = ctx.clock.now();
  let replaced: string | null;
  try {
    replaced = await ctx.db.transaction().execute(async (trx) => {
      const held = await holdLearner(trx, ctx, opened, { who, learner });
      const outcome = { kind: 'assignment', right: true } as const;
      const row = { learnerId: held.id, taskId: at.taskId, answer, outcome, at: now };
      const { replaced: before } = await keepAnswer(trx, row, kept);
      await noteProgress(trx, { learnerId: held.id, lessonId, at: now, doneAt: null });
      await updateLearner(trx, held.id, { seenAt: now });
      return before;
    });
  } catch (error) {
    await storage.remove(kept.fileKey);
    throw error;
  }
  if (replaced !== null) await storage.remove(replaced);
  return { key };
}
