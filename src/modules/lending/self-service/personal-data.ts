import type { PersonalDataSource } from '#platform/personal-data';
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
