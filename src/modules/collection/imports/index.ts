export { startImport, confirmImport } from './start-import.ts';
export { askClassList, openClassList, type ClassListRead } from './ask-class-list.ts';
export { classListTemplate } from './rules/class-list.ts';
export { cancelImport } from './cancel-import.ts';
export { countImportRows, getImport, listImportRows, listImports } from './list-imports.ts';
export { exportReport } from './export-report.ts';
export { rowsInput, type StartInput } from './schema.ts';
export type { ImportRunView } from './client.ts';
export { findItemType, findLibrary } from './rules/surroundings.ts';
