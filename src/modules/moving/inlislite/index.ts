export { migrateInlislite } from './migrate-inlislite.ts';
