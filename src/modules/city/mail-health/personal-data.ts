import type { ColumnWords } from '#platform/rights/personal-data';

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  {
    table: 'mail_bounce',
    none: 'kind status',
    kept: {
      'detail address_key':
        'why a mail server took no letter, without addresses, and a keyed hash by which nobody is found; both go after 90 days',
    },
    rest: 'none',
  },
  { table: 'mail_key', none: 'domain selector public_key sealed_key', staff: 'made_by', rest: 'none' },
  { impersonal: 'mail_record_check', because: 'what the name service says of the domain of the library' },
];
