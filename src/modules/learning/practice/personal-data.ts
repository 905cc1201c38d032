import type { ColumnWords } from '#platform/rights/personal-data';

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  {
    table: 'practice_seat',
    staff: 'account_id holder holder_name',
    none: 'lend_member lend_item return_item ticket_number ticket_id',
    rest: 'none',
  },
  { impersonal: 'practice_pass practice_taking', because: 'places in a copy that is thrown away every night' },
];
