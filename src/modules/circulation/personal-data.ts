import type { PersonalDataSource } from '#platform/personal-data';
import {
  countHoldsUnderWay,
  renameInHolds,
  renameInLoans,
  selectAllHolds,
  selectAllLoans,
} from './data/personal-data.queries.ts';

/** The loans of a member that are still linked. Open ones are settled before an erasure; the past stays under the pseudonym. */
export const circulationPersonalData: PersonalDataSource = {
  key: 'loans',
  exportOf: async (db, memberId) => selectAllLoans(db, memberId),
  async hindrances(db, memberId) {
    const loans = await selectAllLoans(db, memberId);
    return loans.some((loan) => loan.status === 'open' || loan.status === 'claimed_returned') ? ['loans_open'] : [];
  },
  erase: async (trx, _ctx, memberId) => renameInLoans(trx, memberId),
};

/** The same for holds. */
export const holdsPersonalData: PersonalDataSource = {
  key: 'holds',
  exportOf: async (db, memberId) => selectAllHolds(db, memberId),
  hindrances: async (db, memberId) => ((await countHoldsUnderWay(db, memberId)) > 0 ? ['holds_open'] : []),
  erase: async (trx, _ctx, memberId) => renameInHolds(trx, memberId),
};
