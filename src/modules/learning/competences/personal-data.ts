import type { ColumnWords } from '#platform/rights/personal-data';

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  {
    table: 'competence_framework',
    staff: 'created_by',
    none: 'code name name_en summary summary_en state',
    kept: { source: 'who thought of a framework, as books name their authors' },
    rest: 'none',
  },
  { impersonal: 'competence', because: 'what somebody can do after a lesson, nobody in particular' },
];
