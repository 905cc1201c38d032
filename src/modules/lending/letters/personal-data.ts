import type { PersonalDataSource } from '#platform/personal-data';
import { selectLettersOf } from './data/letters.queries.ts';

/** Letters to a member. They are official documents: an erasure leaves them, as the schedule of the archive (JRA) asks. */
const lettersPersonalData: PersonalDataSource = {
  key: 'letters',
  exportOf: async (db, memberId) => selectLettersOf(db, memberId),
  hindrances: async () => Promise.resolve([]),
  erase: async () => Promise.resolve(),
  kept: { 'letter.content': 'an official document as it was issued; others check it by its code (JRA)' },
};

/** What it knows of a member. */
export const personalData: readonly PersonalDataSource[] = [lettersPersonalData];
