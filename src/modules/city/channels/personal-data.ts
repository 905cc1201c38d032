import type { ColumnWords } from '#platform/rights/personal-data';

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  {
    table: 'channel_account',
    staff: 'created_by',
    none: 'kind name settings secrets seen_as',
    rest: 'none',
  },
];
