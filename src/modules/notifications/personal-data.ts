import type { PersonalDataSource } from '#platform/personal-data';
import { forgetNotices, selectNoticesOf } from './data/personal-data.queries.ts';

/** What was told to a member, on which channel; all of it goes with an erasure, also the devices and the chosen channels. */
export const noticesPersonalData: PersonalDataSource = {
  key: 'notices',
  exportOf: (db, memberId) => selectNoticesOf(db, memberId),
  hindrances: () => Promise.resolve([]),
  erase: (trx, _ctx, memberId) => forgetNotices(trx, memberId),
};
