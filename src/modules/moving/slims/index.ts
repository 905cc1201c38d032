export { migrateSlims, type MigrationReport, type TableReport } from './migrate-slims.ts';
export { explainSaid } from './explain-said.ts';
export { isConflict, isUpdated, type Said } from './rules/said.ts';
export { isMoneyRight, type MoneyReport } from './rules/money-sums.ts';
