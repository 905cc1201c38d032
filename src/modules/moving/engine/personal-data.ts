import type { ColumnWords } from '#platform/rights/personal-data';

/** What every column of its table knows of people, and what becomes of that at an erasure (decision 142). The erasure itself is asked for by runs. */
export const columns: readonly ColumnWords[] = [
  {
    impersonal: 'slims_carried',
    because:
      'numbers of rows in the old system and here, and what stands for what they said; of a member who was erased a number that leads to nobody',
  },
];
