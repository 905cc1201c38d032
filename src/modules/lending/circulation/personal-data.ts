import { actorName, type Ctx } from '#platform/context';
import type { PersonalDataSource, RetentionClass } from '#platform/personal-data';
import { endHoldsWithin } from './holds/cancel-hold.ts';
import { loanLinkRetention } from './loans/cut-reading-links.ts';
import {
  renameInHolds,
  renameInLoans,
  selectAllHolds,
  selectAllLoans,
  selectHoldsUnderWay,
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

/** The same for holds; those under way end with the person, and their copies serve the next. */
export const holdsPersonalData: PersonalDataSource = {
  key: 'holds',
  exportOf: async (db, memberId) => selectAllHolds(db, memberId),
  hindrances: async () => Promise.resolve([]),
  async erase(trx, ctx, memberId) {
    // it is the house that ends them: no name of whoever asked stays in the queue
    const house: Ctx = { ...ctx, actor: { kind: 'system', name: actorName(ctx.actor) } };
    await endHoldsWithin(trx, house, await selectHoldsUnderWay(trx, memberId));
    await renameInHolds(trx, memberId);
  },
};

/** What it knows of a member. */
export const personalData: readonly PersonalDataSource[] = [circulationPersonalData, holdsPersonalData];

/** What goes after its time. */
export const retention: readonly RetentionClass[] = [loanLinkRetention];
