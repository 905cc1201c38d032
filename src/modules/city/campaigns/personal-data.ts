import type { ColumnWords } from '#platform/rights/personal-data';

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  {
    table: 'campaign',
    staff: 'submitted_by submitted_by_id approved_by approved_by_id reported_by created_by',
    none: 'name code goal measure audience state',
    kept: { 'given_back worked next_time': 'what staff write of a campaign as a whole, of nobody in particular' },
    rest: 'none',
  },
  {
    table: 'campaign_cost',
    staff: 'created_by',
    kept: { what: 'for what was paid; where that names who was paid, it stays as accounts do' },
    rest: 'none',
  },
  { impersonal: 'campaign_thing', because: 'what a campaign promotes' },
];
