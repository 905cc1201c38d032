import type { PersonalDataSource } from '#platform/personal-data';
import { forgetNotices, selectNoticesOf } from './data/personal-data.queries.ts';

/** What was told to a member, on which channel; all of it goes with an erasure, also the devices and the chosen channels. */
const noticesPersonalData: PersonalDataSource = {
  key: 'notices',
  exportOf: async (db, memberId) => selectNoticesOf(db, memberId),
  hindrances: async () => Promise.resolve([]),
  erase: async (trx, _ctx, memberId) => forgetNotices(trx, memberId),
};

/** What it knows of a member. */
export const personalData: readonly PersonalDataSource[] = [noticesPersonalData];
