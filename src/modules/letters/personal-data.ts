import type { PersonalDataSource } from '#platform/personal-data';
import { selectLettersOf } from './data/letters.queries.ts';

/** Letters to a member. They are official documents: an erasure leaves them, as the schedule of the archive (JRA) asks. */
export const lettersPersonalData: PersonalDataSource = {
  key: 'letters',
  exportOf: (db, memberId) => selectLettersOf(db, memberId),
  hindrances: () => Promise.resolve([]),
  erase: () => Promise.resolve(),
};
