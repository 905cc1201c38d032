import type { ColumnWords, PersonalDataSource } from '#platform/rights/personal-data';
import { selectConflictsOfMember } from './data/acts.queries.ts';

/** Acts of a device that still wait for a decision; they are settled before an erasure, and then nothing of the member is left in them. */
export const offlineDeskPersonalData: PersonalDataSource = {
  key: 'offline_acts',
  exportOf: async (db, memberId) => selectConflictsOfMember(db, memberId),
  hindrances: async (db, memberId) =>
    (await selectConflictsOfMember(db, memberId)).length > 0 ? ['offline_acts_open'] : [],
  erase: async () => Promise.resolve(),
};

/** What it knows of a member. */
export const personalData: readonly PersonalDataSource[] = [offlineDeskPersonalData];

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  { impersonal: 'desk_operator desk_snapshot', because: 'which account worked at which device, and when' },
  {
    table: 'desk_act',
    staff: 'account_name settled_by',
    none: 'kind outcome error_code',
    kept: {
      'payload error_params':
        'an act that waits for a decision holds the erasure up; both are emptied with the decision',
      settled_note: 'why the desk decided so; it names the act',
    },
    rest: 'none',
  },
  {
    table: 'desk_device',
    staff: 'enrolled_by revoked_by',
    none: 'name token_hash unlock_secret verify_key members',
    rest: 'none',
  },
];
