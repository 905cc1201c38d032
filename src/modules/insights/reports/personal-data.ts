import type { ColumnWords } from '#platform/rights/personal-data';

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  {
    impersonal: 'kept_report',
    because: 'what staff ask of figures again and again; whose it is goes with the account',
  },
];
