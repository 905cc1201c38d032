import type { ColumnWords } from '#platform/rights/personal-data';

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  {
    table: 'poster',
    staff: 'created_by',
    none: 'subject address template format over title time_line first_line second_line call_line alt campaign',
    rest: 'none',
  },
  { impersonal: 'poster_place', because: 'where posters hang' },
];
