import type { ColumnWords, PersonalDataSource } from '#platform/rights/personal-data';
import { selectLettersOf } from './data/letters.queries.ts';

/** Letters to a member. They are official documents: an erasure leaves them, as the schedule of the archive (JRA) asks. */
const lettersPersonalData: PersonalDataSource = {
  key: 'letters',
  exportOf: async (db, memberId) => selectLettersOf(db, memberId),
  hindrances: async () => Promise.resolve([]),
  erase: async () => Promise.resolve(),
};

/** What it knows of a member. */
export const personalData: readonly PersonalDataSource[] = [lettersPersonalData];

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  {
    table: 'letter',
    staff: 'issued_by revoked_by',
    none: 'kind revoked_reason round',
    kept: {
      content: 'an official document as it was issued; others check it by its code (JRA)',
      'member_id number code': 'a letter is found in the register of letters (JRA), from then on under the pseudonym',
    },
    rest: 'none',
  },
];
