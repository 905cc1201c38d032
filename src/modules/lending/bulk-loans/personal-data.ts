import type { ColumnWords, PersonalDataSource, RetentionClass } from '#platform/rights/personal-data';
import { countRunningOf } from './data/bulk-loan-views.queries.ts';
import {
  clearAskers,
  clearContacts,
  clearContactsOf,
  countNamedAskers,
  countNamedContacts,
  selectOwnBulkLoans,
} from './data/personal-data.queries.ts';

/** The bulk loans of an institution. Running ones are settled before an erasure; of the past only the persons go. */
const bulkLoansPersonalData: PersonalDataSource = {
  key: 'bulk_loans',
  exportOf: async (db, memberId) => selectOwnBulkLoans(db, memberId),
  hindrances: async (db, memberId) => ((await countRunningOf(db, memberId)) > 0 ? ['bulk_loans_open'] : []),
  erase: async (trx, _ctx, memberId) => clearContactsOf(trx, memberId),
};

/** Who answered for the copies, and who asked for them, is kept while something may have to be asked, and then goes. */
const bulkLoanContactRetention: RetentionClass = {
  key: 'bulk_loan_contacts',
  due: async ({ db }, before) => ({
    count: (await countNamedContacts(db, before)) + (await countNamedAskers(db, before)),
    sample: [],
  }),
  clear: async ({ db }, before) => ({
    gone: (await clearContacts(db, before)) + (await clearAskers(db, before)),
    waiting: 0,
  }),
};

/** What it knows of a member. */
export const personalData: readonly PersonalDataSource[] = [bulkLoansPersonalData];

/** What goes after its time. */
export const retention: readonly RetentionClass[] = [bulkLoanContactRetention];

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  {
    table: 'bulk_loan',
    blanked: 'contact_name contact_phone contact_email',
    staff: 'created_by',
    none: 'number status',
    kept: { receiver_member_id: 'statistics count on the pseudonym', purpose: 'what an institution borrowed for' },
    rest: 'none',
  },
  {
    table: 'bulk_loan_request',
    staff: 'asked_by contact answered_by',
    none: 'purpose note state answer',
    rest: 'none',
  },
  { table: 'bulk_loan_wish', none: 'title', rest: 'none' },
  { table: 'bulk_loan_box', staff: 'handed_over_by', none: 'code note', rest: 'none' },
  { table: 'bulk_loan_item', staff: 'scanned_by ended_by', none: 'fate charge_line_ids lost_refund', rest: 'none' },
];
