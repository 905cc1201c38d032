export { migrateInlislite } from './migrate-inlislite.ts';
export type { FinesChoice } from './run.ts';
