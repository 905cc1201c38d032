import type { ColumnWords } from '#platform/rights/personal-data';

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  { impersonal: 'program_budget_line', because: 'money of a programme' },
  {
    table: 'program_paper',
    staff: 'signatories changed_by',
    none: 'background legal_basis targets outputs method closing letter_number letter_subject letter_opening letter_closing bring invitees copies_to conclusion suggestions',
    rest: 'none',
  },
  {
    table: 'program_photo',
    staff: 'agreed_by',
    kept: { 'file_key caption': 'photographs of a programme; who added one says that those in it agreed' },
    rest: 'none',
  },
];
