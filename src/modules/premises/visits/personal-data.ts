import type { PersonalDataSource } from '#platform/personal-data';
import { cutMember, selectOwn } from './data/links.queries.ts';

/** The visits that are still linked to a member. With an erasure the link goes, the figures stay. */
export const visitsPersonalData: PersonalDataSource = {
  key: 'visits',
  exportOf: async (db, memberId) => selectOwn(db, memberId),
  hindrances: async () => Promise.resolve([]),
  erase: async (trx, _ctx, memberId) => cutMember(trx, memberId),
};
