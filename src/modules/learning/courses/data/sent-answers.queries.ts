import type { Tx } from '#platform/database/db';

/** So long a browser keeps an answer that it could not send, and some days more (milliseconds). */
const SENT_AGAIN = 40 * 86_400_000;
/** Notes that a browser's own key was used; those that nobody sends again are forgotten. @returns false: it was before */
export async function noteSent(
  trx: Tx,
  { learnerId, keyHash, at }: { learnerId: number; keyHash: Buffer; at: Date },
): Promise<boolean> {
  await trx
    .deleteFrom('sentAnswer')
    .where('learnerId', '=', learnerId)
    .where('sentAt', '<', new Date(at.getTime() - SENT_AGAIN))
    .execute();
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('sentAnswer')
    .values({ learnerId, keyHash, sentAt: at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}
