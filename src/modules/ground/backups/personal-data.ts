import type { ColumnWords } from '#platform/rights/personal-data';

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  {
    impersonal: 'backup_base backup_copy backup_drill backup_plan backup_run backup_store',
    because: 'when the house was backed up, and where: what is in the files is in no table of ours',
  },
];
