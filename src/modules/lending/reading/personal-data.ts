import type { PersonalDataSource } from '#platform/personal-data';
import { forgetReader, selectReadingOf } from './data/personal-data.queries.ts';

/** What a reader keeps: display name, lists, reviews, reports, history. All of it goes with an erasure. */
export const readingPersonalData: PersonalDataSource = {
  key: 'reading',
  exportOf: async (db, memberId) => selectReadingOf(db, memberId),
  hindrances: async () => Promise.resolve([]),
  erase: async (trx, _ctx, memberId) => forgetReader(trx, memberId),
};

/** What it knows of a member. */
export const personalData: readonly PersonalDataSource[] = [readingPersonalData];
