import type { PersonalDataSource } from '#platform/personal-data';
import { forgetSessions, selectSessionsOf } from './data/sessions.queries.ts';

/** From which devices a member signed in. All of it goes with an erasure. */
export const sessionsPersonalData: PersonalDataSource = {
  key: 'sessions',
  exportOf: async (db, memberId) => selectSessionsOf(db, memberId),
  hindrances: async () => Promise.resolve([]),
  erase: async (trx, _ctx, memberId) => forgetSessions(trx, memberId),
};
