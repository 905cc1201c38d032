import { mayStillBeFitted, mayStillReceive } from '#modules/city/subscriptions';
import type { Db } from '#platform/database/db';
import { findBorrowsOf } from '../data/sending.queries.ts';

/**
 * Of these, who may still have a letter, right before it goes: they want letters about one of its topics, and where it is for people by what they
 * borrow they still let it be looked at. Inside the house only.
 */
export async function mayStillHave(
  db: Db,
  subscriberIds: readonly number[],
  topicIds: readonly number[],
  now: Date,
  mailingId: number,
): Promise<Set<number>> {
  const wanting = await mayStillReceive(db, subscriberIds, topicIds, now);
  if (wanting.size === 0 || (await findBorrowsOf(db, mailingId)) === null) return wanting;
  return mayStillBeFitted(db, wanting);
}
