import type { PersonalDataSource } from '#platform/personal-data';
import { balanceOf } from './data/ledger.queries.ts';
import { selectLinesOf } from './data/personal-data.queries.ts';

/** What the ledger knows of a member. Money is settled before an erasure; the lines stay, under the pseudonym (books of the treasury). */
export const chargesPersonalData: PersonalDataSource = {
  key: 'charges',
  exportOf: async (db, memberId) => selectLinesOf(db, memberId),
  hindrances: async (db, memberId) => ((await balanceOf(db, memberId)) === 0 ? [] : ['money_open']),
  erase: async () => Promise.resolve(),
};

/** What it knows of a member. */
export const personalData: readonly PersonalDataSource[] = [chargesPersonalData];
