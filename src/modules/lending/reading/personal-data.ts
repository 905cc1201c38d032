import type { ColumnWords, PersonalDataSource } from '#platform/rights/personal-data';
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

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  { table: 'content_report', of: 'member_id', gone: 'reason settled_by outcome', rest: 'gone' },
  { table: 'reader_profile', gone: 'display_name', rest: 'gone' },
  { table: 'reading_history', gone: 'title author', rest: 'gone' },
  { table: 'reading_history_state', rest: 'gone' },
  { table: 'reading_list', gone: 'title description visibility share_token hidden_reason', rest: 'gone' },
  { table: 'reading_list_entry', of: 'list_id', gone: 'note', rest: 'gone' },
  { table: 'review', gone: 'body status decided_by reason', rest: 'gone' },
];
