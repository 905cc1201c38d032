import type { Db, Tx } from '#platform/database/db';
import type { ItemForLoan } from '#modules/collection/catalog';
import type { LocalDate } from '#shared/dates';
import { othersWait } from '../data/holds.queries.ts';
import { lockQueues } from '../lock-order.ts';

/** No member has this id: everybody in the queue is another. */
const NOBODY = 0;

/**
 * The first of these copies for which a reader waits whose hold is not paused; null = none does. Locks the queues of their records until the
 * transaction ends; the caller has locked the copies before, as the desk does.
 * @param today in the calendar of the library of the copies
 */
export async function readersWaitFor(
  trx: Tx,
  items: readonly ItemForLoan[],
  today: LocalDate,
): Promise<ItemForLoan | null> {
  await lockQueues(
    trx,
    items.map((item) => item.bibId),
  );
  for (const item of items) {
    if (await othersWait(trx, { itemId: item.id, bibId: item.bibId, memberId: NOBODY, today })) return item;
  }
  return null;
}

/** Of these copies the ones that readers wait for, to be shown and not to be relied upon: nothing is locked. */
export async function copiesWaitedFor(
  db: Db,
  items: readonly { id: number; bibId: number }[],
  today: LocalDate,
): Promise<Set<number>> {
  const waited = new Set<number>();
  for (const { id, bibId } of items) {
    if (await othersWait(db, { itemId: id, bibId, memberId: NOBODY, today })) waited.add(id);
  }
  return waited;
}
