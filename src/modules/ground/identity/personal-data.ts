import type { PersonalDataSource, RetentionClass } from '#platform/personal-data';
import { forgetSessions, selectSessionsOf } from './data/sessions.queries.ts';
import { sessionRetention } from './retention.ts';

/** From which devices a member signed in. All of it goes with an erasure. */
const sessionsPersonalData: PersonalDataSource = {
  key: 'sessions',
  exportOf: async (db, memberId) => selectSessionsOf(db, memberId),
  hindrances: async () => Promise.resolve([]),
  erase: async (trx, _ctx, memberId) => forgetSessions(trx, memberId),
};

/** What it knows of a member. */
export const personalData: readonly PersonalDataSource[] = [sessionsPersonalData];

/** What goes after its time. */
export const retention: readonly RetentionClass[] = [sessionRetention];
