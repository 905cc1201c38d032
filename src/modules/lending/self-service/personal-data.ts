import type { ColumnWords, PersonalDataSource } from '#platform/rights/personal-data';
import { deleteSessionsOf, selectSessionsOf } from './data/kiosks.queries.ts';

/** Only while a member stands at a kiosk, who it is. Self loans and drops belong to the loan, which says whose it is. */
const selfServicePersonalData: PersonalDataSource = {
  key: 'kiosks',
  exportOf: async (db, memberId) => selectSessionsOf(db, memberId),
  hindrances: async () => Promise.resolve([]),
  erase: async (trx, _ctx, memberId) => deleteSessionsOf(trx, memberId),
};

/** What it knows of a member. */
export const personalData: readonly PersonalDataSource[] = [selfServicePersonalData];

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  { impersonal: 'self_service_rule', because: 'rules of a library' },
  { table: 'kiosk_session', gone: 'basket', rest: 'gone' },
  { table: 'kiosk', staff: 'added_by', none: 'name code_hash token_hash', rest: 'none' },
  { table: 'return_drop', staff: 'missing_by', none: 'via', rest: 'none' },
  { table: 'self_loan', staff: 'seen_by', none: 'via request_key', rest: 'none' },
];
