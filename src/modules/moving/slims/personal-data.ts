import type { ColumnWords } from '#platform/rights/personal-data';

/** What every column of its tables knows of people (decision 142). */
export const columns: readonly ColumnWords[] = [
  {
    impersonal: 'slims_carried',
    because:
      'numbers of rows in SLiMS and here; of a member a number made from a digest of the card, and that of the pseudonym',
  },
];
