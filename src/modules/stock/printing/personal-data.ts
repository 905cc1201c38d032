import type { ColumnWords } from '#platform/rights/personal-data';

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  { impersonal: 'print_layout', because: 'sizes of paper' },
  { table: 'print_batch', staff: 'created_by', none: 'kind layout', rest: 'none' },
  { table: 'print_batch_subject', kept: { member_id: 'that a card was printed, of the pseudonym' }, rest: 'none' },
];
