import type { ColumnWords } from '#platform/rights/personal-data';

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142): they are of staff, and go with an account. */
export const columns: readonly ColumnWords[] = [
  { table: 'study_hour_entry', staff: 'account_id title organiser certificate_number note', rest: 'none' },
  { table: 'study_hour_workshop', staff: 'account_id', rest: 'none' },
];
