import type { ColumnWords, PersonalDataSource } from '#platform/rights/personal-data';
import { deleteInvitationsOf, selectInvitations } from './data/users.queries.ts';

/** That a member was asked in a quarter; what anybody answered has no name. */
export const satisfactionPersonalData: PersonalDataSource = {
  key: 'satisfaction',
  exportOf: async (db, memberId) => selectInvitations(db, memberId),
  hindrances: async () => Promise.resolve([]),
  erase: async (trx, _ctx, memberId) => deleteInvitationsOf(trx, memberId),
};

/** What it knows of a member. */
export const personalData: readonly PersonalDataSource[] = [satisfactionPersonalData];

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  { impersonal: 'satisfaction_place', because: 'where a round is asked' },
  {
    table: 'satisfaction_round',
    staff: 'created_by',
    none: 'service name population_source state suggestions',
    rest: 'none',
  },
  {
    table: 'satisfaction_follow_up',
    staff: 'owner',
    none: 'element action state reason realisation',
    rest: 'none',
  },
  { table: 'satisfaction_earlier', staff: 'entered_by', none: 'service label mode source', rest: 'none' },
  { table: 'satisfaction_invitation', of: 'member_id', gone: 'quarter', rest: 'gone' },
];
