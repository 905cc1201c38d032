import type { ColumnWords } from '#platform/rights/personal-data';

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  { table: 'edition_draft', staff: 'drafted_by', none: 'too_few', rest: 'none' },
  { table: 'edition_draft_line', none: 'title format reason', rest: 'none' },
];
