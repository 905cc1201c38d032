import type { Tx } from '#platform/database/db';
import { addLoanCounts, markManyOnLoan } from '../data/items.queries.ts';

/**
 * Circulation brings loans of the past in bulk: how often each record was lent, and which copies are out now. The trace is
 * that of the bulk.
 * @param loansOfBib record id → number of loans to add to its popularity
 */
export async function noteLending(
  trx: Tx,
  lending: { loansOfBib: ReadonlyMap<number, number>; itemsOut: readonly number[] },
): Promise<void> {
  await addLoanCounts(trx, [...lending.loansOfBib]);
  await markManyOnLoan(trx, lending.itemsOut);
}
