import type { ColumnWords } from '#platform/rights/personal-data';

/** What every column of its tables knows of people (decision 142). */
export const columns: readonly ColumnWords[] = [
  {
    impersonal: 'slims_carried',
    because: 'numbers of rows, in SLiMS and here; a member’s is made from a digest of the card’s number',
  },
];
