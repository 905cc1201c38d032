import type { ColumnWords } from '#platform/rights/personal-data';

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  {
    impersonal: 'attachment attachment_download authority authority_variant bib bib_authority item item_type',
    because: 'what the library holds',
  },
  { table: 'bib_distinct', staff: 'said_by', rest: 'none' },
];
