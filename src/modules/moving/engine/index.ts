export { CarriedIds } from './carried-ids.ts';
export {
  forgetMember,
  hasCarried,
  insertCarried,
  selectCarried,
  selectCarriedRows,
  updateCarried,
  type CarriedRow,
  type CarriedTable,
  type ToCarry,
} from './data/carried.queries.ts';
export { slimsErrors } from './errors.ts';
export { followRow } from './follow-row.ts';
export { moveIn, type Watching } from './move-in.ts';
export { inGroups } from './reading/in-groups.ts';
export { MOST_BYTES } from './reading/open-dump.ts';
export { readRowsOf, readTables } from './reading/read-tables.ts';
export { TAR_BLOCK, tarHeader } from './reading/tar-header.ts';
export type { Run } from './run.ts';
export { saveBehind } from './save-behind.ts';
export { inOneOrRefused, saveHalving } from './save-in-batches.ts';
export type { MigrateInput } from './schema.ts';
