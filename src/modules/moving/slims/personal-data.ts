import type { ColumnWords } from '#platform/rights/personal-data';

/** What every column of its tables knows of people (decision 142). */
export const columns: readonly ColumnWords[] = [
  { impersonal: 'slims_carried', because: 'numbers of titles and copies, in SLiMS and here' },
];
