import type { ColumnWords } from '#platform/rights/personal-data';

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  { impersonal: 'heard_count', because: 'how many of a library gave an answer in a month' },
];
