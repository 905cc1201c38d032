import type { Tx } from '#platform/database/db';
import {
  addLoanCounts,
  lockItemsById,
  lowerLoanCounts,
  markManyOnLoan,
  raiseLoanCounts,
} from '../data/items.queries.ts';

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

/** A copy that loans are brought for. */
export interface LockedCopy {
  id: number;
  bibId: number;
  libraryId: number;
  itemType: string;
  onLoan: boolean;
}

/** Circulation brings loans of another system: locks their copies in the order of their ids; those that are gone are left out. */
export const lockCopiesById = async (trx: Tx, ids: readonly number[]): Promise<LockedCopy[]> =>
  ids.length === 0 ? [] : lockItemsById(trx, ids);

/**
 * How often records were lent is at least what their loans say. Unlike adding to it this may be done again: a run that was ended in the
 * middle counts nothing twice.
 */
export const raiseLending = async (trx: Tx, counts: ReadonlyMap<number, number>): Promise<void> =>
  raiseLoanCounts(trx, [...counts]);

/** Loans of another system are taken back: what they counted is counted no more, and copies that were out by them are in. */
export const lowerLending = async (
  trx: Tx,
  { loansOfBib, itemsIn }: { loansOfBib: ReadonlyMap<number, number>; itemsIn: readonly number[] },
): Promise<void> => lowerLoanCounts(trx, [...loansOfBib], itemsIn);
