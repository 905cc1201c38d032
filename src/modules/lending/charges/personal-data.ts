import type { ColumnWords, PersonalDataSource } from '#platform/rights/personal-data';
import { balanceOf } from './data/ledger.queries.ts';
import { renameInLines, selectLinesOf } from './data/personal-data.queries.ts';

/** What the ledger knows of a member. Money is settled before an erasure; the lines stay, under the pseudonym (books of the treasury). */
export const chargesPersonalData: PersonalDataSource = {
  key: 'charges',
  exportOf: async (db, memberId) => selectLinesOf(db, memberId),
  hindrances: async (db, memberId) => ((await balanceOf(db, memberId)) === 0 ? [] : ['money_open']),
  erase: async (trx, _ctx, memberId) => renameInLines(trx, memberId),
};

/** What it knows of a member. */
export const personalData: readonly PersonalDataSource[] = [chargesPersonalData];

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  { impersonal: 'charge_allocation', because: 'which money settles which line' },
  { table: 'cash_day', staff: 'closed_by', none: 'deposit_reference note', rest: 'none' },
  {
    table: 'charge_line',
    unnamed: 'by_name',
    none: 'kind method client_key price_source',
    kept: {
      member_id: 'the books of the treasury (UU 1/2004): every line belongs to somebody, from then on to the pseudonym',
      'note reason reference receipt_number':
        'the books of the treasury (UU 1/2004): what a line was for stays as it was booked',
    },
    rest: 'none',
  },
];
