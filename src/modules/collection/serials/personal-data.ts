import type { ColumnWords } from '#platform/rights/personal-data';

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  { impersonal: 'serial_issue', because: 'numbers of periodicals' },
  { table: 'subscription', staff: 'created_by', none: 'supplier frequency item_type end_reason', rest: 'none' },
];
