import type { ColumnWords } from '#platform/rights/personal-data';

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  {
    impersonal: 'kept_report',
    because: 'what staff ask of figures again and again; whose it is goes with the account',
  },
  {
    impersonal: 'report_link',
    because: 'a report that goes out, whose rights it has, and how often it was opened, by nobody knows whom',
  },
  { impersonal: 'report_mail', because: 'how often a kept report is sent' },
  { impersonal: 'report_mail_reader', because: 'to which accounts of staff it is sent; goes with the account' },
];
