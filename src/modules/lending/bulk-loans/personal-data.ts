import type { PersonalDataSource, RetentionClass } from '#platform/personal-data';
import { countRunningOf } from './data/bulk-loan-views.queries.ts';
import {
  clearContacts,
  clearContactsOf,
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

/** Who answered for the copies is kept while something may have to be asked, and then goes. */
const bulkLoanContactRetention: RetentionClass = {
  key: 'bulk_loan_contacts',
  due: async ({ db }, before) => ({ count: await countNamedContacts(db, before), sample: [] }),
  clear: async ({ db }, before) => ({ gone: await clearContacts(db, before), waiting: 0 }),
};

/** What it knows of a member. */
export const personalData: readonly PersonalDataSource[] = [bulkLoansPersonalData];

/** What goes after its time. */
export const retention: readonly RetentionClass[] = [bulkLoanContactRetention];
