import type { Tx } from '#platform/database/db';
import { writeAnswer } from '../data/learners.queries.ts';
import { deletePost, sendPost } from '../data/posts.queries.ts';
import { lockOwnWork, writeWork, type KeptFile } from '../data/works.queries.ts';
import { courseErrors } from '../errors.ts';
import type { Outcome, TaskAnswer } from '../rules/outcome.ts';

/**
 * Writes an answer down, and what others have to do with it: words wait to be looked at, work waits to be marked. Throws `courses.work_empty`,
 * `work_done`. @returns the file that `file` replaces, which goes when all of it is written (null: none), and whether it was the first try
 */
export async function keepAnswer(
  trx: Tx,
  row: { learnerId: number; taskId: number; answer: TaskAnswer; outcome: Outcome; at: Date },
  file: KeptFile | null = null,
): Promise<{ replaced: string | null; isFirst: boolean }> {
  const { learnerId, taskId, answer, outcome, at } = row;
  let replaced: string | null = null;
  if (answer.kind === 'assignment') {
    const before = await lockOwnWork(trx, learnerId, taskId);
    if (before?.state === 'done') throw courseErrors.workDone();
    const hasFile = file !== null || (before !== undefined && before.fileKey !== null);
    if (answer.text.trim() === '' && !hasFile) throw courseErrors.workEmpty();
    if (file !== null) replaced = before?.fileKey ?? null;
  }
  const isFirst = (await writeAnswer(trx, row)) === 1;
  if (answer.kind === 'assignment') await writeWork(trx, { learnerId, taskId, at, file });
  if (outcome.kind === 'discussion') {
    if (outcome.contact) await deletePost(trx, learnerId, taskId);
    else await sendPost(trx, { learnerId, taskId, at });
  }
  return { replaced, isFirst };
}
