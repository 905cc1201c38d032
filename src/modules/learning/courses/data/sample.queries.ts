import { sql } from 'kysely';
import type { Tx } from '#platform/database/db';

/** Settles what somebody of a sample said and handed in: of three, one waits; work is done, or goes back. */
export async function settleSample(
  trx: Tx,
  about: { learnerId: number; taskId: number; nth: number; by: string; at: Date; lines: number },
): Promise<void> {
  const { learnerId, taskId, nth, by, at, lines } = about;
  if (nth % 3 === 0) return;
  await trx
    .updateTable('taskPost')
    .set({ state: 'shown', settledBy: by, version: sql`version + 1` })
    .where('learnerId', '=', learnerId)
    .where('taskId', '=', taskId)
    .execute();
  const isDone = nth % 3 === 1;
  const said = isDone
    ? { state: 'done', words: 'Langkahnya runtut. Terima kasih.' }
    : { state: 'returned', words: 'Sudah bagus. Sebutkan juga tahun sumbernya, lalu kumpulkan lagi.' };
  await trx
    .updateTable('taskWork')
    .set({
      ...said,
      marks: JSON.stringify(Array.from({ length: lines }, () => (isDone ? 1 : 0))),
      ...{ markedBy: by, markedAt: at, version: sql`version + 1` },
    })
    .where('learnerId', '=', learnerId)
    .where('taskId', '=', taskId)
    .execute();
}
