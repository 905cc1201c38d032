import type { PersonalDataSource } from '#platform/personal-data';
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
