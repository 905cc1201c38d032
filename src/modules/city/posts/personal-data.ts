import type { ColumnWords } from '#platform/rights/personal-data';

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  {
    table: 'post',
    staff: 'created_by submitted_by submitted_by_id approved_by written_by_id',
    kept: { 'title body alt': 'what the library says to everybody, with the consent of who is named' },
    none: 'language subject address campaign hashtags state',
    rest: 'none',
  },
  {
    table: 'post_delivery',
    staff: 'decided_by',
    kept: { 'own_text sent_text': 'what the library said to everybody, with the consent of who is named' },
    none: 'kind key state remote_id remote_url code detail link_code',
    rest: 'none',
  },
  { impersonal: 'post_habit', because: 'how a library usually writes' },
];
