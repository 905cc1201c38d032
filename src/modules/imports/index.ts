export { startImport, confirmImport, authorizeImport } from './start-import.ts';
export { runImport, type RunImportOptions } from './run-import.ts';
export { cancelImport } from './cancel-import.ts';
export { countImportRows, getImport, listImportRows, listImports } from './list-imports.ts';
export { exportReport } from './export-report.ts';
export { importErrors } from './errors.ts';
export { rowsInput, type RowFilter, type StartInput } from './schema.ts';
export type { RunFile } from './data/import-runs.queries.ts';
export type { ImportRowView, ImportRunView } from './client.ts';
