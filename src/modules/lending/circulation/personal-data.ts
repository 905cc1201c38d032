import { actorName, type Ctx } from '#platform/context';
import type { ColumnWords, PersonalDataSource, RetentionClass } from '#platform/rights/personal-data';
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

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  { impersonal: 'loan_policy reading_use', because: 'rules, and what was read in the house by nobody in particular' },
  { impersonal: 'loan_fine', because: 'periods and amounts of a late loan' },
  {
    table: 'hold',
    blanked: 'override_reason',
    unnamed: 'placed_by ended_by',
    none: 'status status_before_end request_key',
    kept: { member_id: 'statistics count on the pseudonym; cut after its days (loan_links)' },
    rest: 'none',
  },
  {
    table: 'loan',
    blanked: 'override_reason claimed_note',
    unnamed: 'loaned_by returned_by',
    none: 'status terms status_before_return',
    kept: {
      member_id: 'statistics count on the pseudonym; cut after its days (loan_links)',
      'reader_category_id reader_age_group reader_sex': 'figures of a loan that says nobody’s name any more',
    },
    rest: 'none',
  },
  {
    table: 'loan_act',
    of: 'loan_id',
    none: 'kind',
    kept: { changes: 'what an act of the desk changed, so that it can be undone; it goes with the day' },
    rest: 'none',
  },
  { table: 'loan_renewal', of: 'loan_id', unnamed: 'renewed_by', none: 'request_key together', rest: 'none' },
  {
    table: 'transit',
    of: 'hold_id',
    unnamed: 'requested_by',
    staff: 'sent_by received_by',
    none: 'reason box',
    rest: 'none',
  },
];
