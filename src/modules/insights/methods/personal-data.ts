import type { ColumnWords } from '#platform/rights/personal-data';

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  {
    table: 'method_value',
    kept: { entered_by: 'who answered for a figure of an institution: without the name nobody can be asked about it' },
    none: 'pack input source way',
    rest: 'none',
  },
  { table: 'method_population', staff: 'entered_by', none: 'kelurahan kecamatan source', rest: 'none' },
  {
    table: 'method_request',
    staff: 'asked_by',
    kept: { asked_of: 'who was asked for a figure of an institution' },
    none: 'token_hash pack asked_for input',
    rest: 'none',
  },
  {
    table: 'method_report',
    staff: 'kept_by',
    kept: { result: 'a report as it was handed in' },
    none: 'pack',
    rest: 'none',
  },
];
