import type { ColumnWords, PersonalDataSource } from '#platform/rights/personal-data';
import { deleteOfMember, selectOfMember } from './data/sittings.queries.ts';

/** What a member answered in tests; it goes with an erasure, as with the learner whose it is. */
export const courseTestsPersonalData: PersonalDataSource = {
  key: 'course_tests',
  exportOf: async (db, memberId) => selectOfMember(db, memberId),
  hindrances: async () => Promise.resolve([]),
  erase: async (trx, _ctx, memberId) => deleteOfMember(trx, memberId),
};

/** What it knows of a member. */
export const personalData: readonly PersonalDataSource[] = [courseTestsPersonalData];

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  { table: 'course_test', staff: 'changed_by', none: 'state', rest: 'none' },
  { impersonal: 'test_item', because: 'where a question stands in a test, nobody in particular' },
  { impersonal: 'course_outcome', because: 'counts of ten people and more' },
  { table: 'test_item_version', staff: 'written_by', none: 'body', rest: 'none' },
  { table: 'test_sitting', of: 'learner_id', gone: 'part', rest: 'gone' },
  { table: 'test_answer', of: 'sitting_id', gone: 'answer', rest: 'gone' },
];
