export { migrateSlims } from './migrate-slims.ts';
export { isBalanced, type MigrationReport, type TableReport } from './rules/report.ts';
export { explainSaid } from './explain-said.ts';
export { reportHead, reportLine } from './report-line.ts';
export type { Said } from './rules/said.ts';
export type { MoneyReport } from './rules/money-sums.ts';
