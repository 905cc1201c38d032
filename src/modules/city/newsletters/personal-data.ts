import type { ColumnWords } from '#platform/rights/personal-data';

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). Who receives a letter it does not know. */
export const columns: readonly ColumnWords[] = [
  {
    table: 'newsletter',
    staff: 'submitted_by submitted_by_id approved_by created_by',
    kept: { 'subject subject_en preheader preheader_en': 'what the library wrote to everybody who wanted it' },
    none: 'slug campaign borrows state cancelled_why',
    rest: 'none',
  },
  { impersonal: 'newsletter_topic', because: 'what letters are about' },
  { impersonal: 'newsletter_link', because: 'where letters lead' },
];
