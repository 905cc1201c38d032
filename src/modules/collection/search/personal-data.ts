import type { ColumnWords, RetentionClass } from '#platform/rights/personal-data';
import { foundSearchRetention } from './found/retention.ts';
import { vainSearchRetention } from './vain/retention.ts';

/** What goes after its time. */
export const retention: readonly RetentionClass[] = [vainSearchRetention, foundSearchRetention];

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  {
    impersonal: 'search_change search_column search_exception search_generation search_posting',
    because: 'copies of the catalogue, made to be searched',
  },
  {
    table: 'search_zero_result',
    none: 'place',
    kept: { query: 'what was looked for in vain, counted without who; it goes after its days (vain_searches)' },
    rest: 'none',
  },
  {
    table: 'search_found',
    kept: { query: 'what was looked for and found, counted without who; it goes after its days (found_searches)' },
    rest: 'none',
  },
];
