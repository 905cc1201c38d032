import type { ColumnWords } from '#platform/rights/personal-data';

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  {
    table: 'curated_collection',
    staff: 'created_by',
    none: 'kind title title_en summary summary_en rule state',
    kept: {
      'made_by quote quote_en quote_by':
        'who made a list and what somebody said of it stands there because they wanted their name there; staff take it out when they are asked',
    },
    rest: 'none',
  },
  { impersonal: 'curated_record curated_slug', because: 'titles of the catalogue and addresses of pages' },
];
