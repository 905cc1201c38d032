import type { Db, Tx } from '#platform/database/db';
import { selectFirstBorrowers } from '../data/figures.queries.ts';

/** Somebody, and the time in which they may have borrowed for the first time. */
export interface PossibleFirstLoan {
  /** Whoever asks knows it by this. */
  key: number;
  memberId: number;
  after: Date;
  until: Date;
}

/**
 * Of whom the first loan lies in the time that was named, as far as loans are still linked to their readers: who borrowed before, and whose
 * loans of then were cut since (`loan_links`), looks like somebody who begins. Inside the house only: told as a sum by whoever asks.
 */
export const firstLoansAmong = async (
  db: Db | Tx,
  people: readonly PossibleFirstLoan[],
): Promise<ReadonlySet<number>> => new Set(await selectFirstBorrowers(db, people));
