import type { PersonalDataSource } from '#platform/personal-data';
import { countHoldsUnderWay, renameInLoans, selectAllLoans } from './data/personal-data.queries.ts';

/** What circulation knows of a member: loans and holds. Open ones are settled before an erasure; the past stays under the pseudonym. */
export const circulationPersonalData: PersonalDataSource = {
  key: 'loans',
  exportOf: (db, memberId) => selectAllLoans(db, memberId),
  async hindrances(db, memberId) {
    const loans = await selectAllLoans(db, memberId);
    const holds = await countHoldsUnderWay(db, memberId);
    return [
      ...(loans.some((loan) => loan.status === 'open' || loan.status === 'claimed_returned') ? ['loans_open'] : []),
      ...(holds > 0 ? ['holds_open'] : []),
    ];
  },
  erase: (trx, _ctx, memberId) => renameInLoans(trx, memberId),
};
