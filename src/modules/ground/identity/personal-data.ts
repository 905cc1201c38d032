import type { ColumnWords, PersonalDataSource, RetentionClass } from '#platform/rights/personal-data';
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

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  { impersonal: 'role role_grant setup_code', because: 'who may do what at work' },
  { table: 'account', staff: 'username full_name email password_hash', none: 'status locale', rest: 'none' },
  { table: 'api_token', staff: 'name', none: 'token_hash scopes', rest: 'none' },
  { table: 'kept_form', of: 'session_id', gone: 'token_hash content', rest: 'gone' },
  { table: 'session', gone: 'token_hash ip user_agent', rest: 'gone' },
];
