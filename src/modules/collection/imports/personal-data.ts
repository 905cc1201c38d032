import type { ColumnWords, PersonalDataSource, RetentionClass } from '#platform/rights/personal-data';
import { blankRowsOf } from './data/import-rows.queries.ts';
import { importRowRetention } from './retention.ts';

/**
 * What a report of an import says of a row that became, or did not become, this member. Nothing of it is the member's to take along; with the
 * person the words go, and that a row was skipped stays.
 */
const importsPersonalData: PersonalDataSource = {
  key: 'imports',
  exportOf: async () => Promise.resolve([]),
  hindrances: async () => Promise.resolve([]),
  erase: async (trx, _ctx, memberId) => blankRowsOf(trx, memberId),
};

/** What it knows of a member. */
export const personalData: readonly PersonalDataSource[] = [importsPersonalData];

/** What goes after its time. */
export const retention: readonly RetentionClass[] = [importRowRetention];

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  { impersonal: 'import_waiting_item', because: 'copies that wait for their title' },
  { impersonal: 'import_code', because: 'codes by which another system calls libraries, types and categories' },
  { table: 'import_row', unnamed: 'label params', none: 'outcome code role', rest: 'none' },
  { table: 'import_run', staff: 'started_by', none: 'kind files options status error_code error_params', rest: 'none' },
];
