import type { ColumnWords } from '#platform/rights/personal-data';

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  { impersonal: 'short_link_hit', because: 'how often a code was scanned' },
  { impersonal: 'short_link_hour', because: 'at which hours links of a whole library were opened in a month' },
  { table: 'short_link', staff: 'created_by', none: 'code kind label place address campaign channel', rest: 'none' },
];
