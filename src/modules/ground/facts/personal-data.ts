import type { ColumnWords } from '#platform/rights/personal-data';

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  {
    impersonal: 'fact_day fact_month fact_progress fact_change',
    because:
      'sums of acts by day without a reader, and of readers by month in cells of five people and more: no row is of somebody',
  },
];
