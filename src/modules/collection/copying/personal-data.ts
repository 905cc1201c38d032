import type { ColumnWords, RetentionClass } from '#platform/rights/personal-data';
import { pileRetention } from './retention.ts';

/** What goes after its time. */
export const retention: readonly RetentionClass[] = [pileRetention];

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  {
    impersonal: 'record_source record_pile_book',
    because: 'where other catalogues stand and how they are asked; books as other catalogues describe them',
  },
  { table: 'record_pile', staff: 'created_by', none: 'item_type source', rest: 'none' },
];
