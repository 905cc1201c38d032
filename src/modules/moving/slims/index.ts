export { migrateSlims } from './migrate-slims.ts';
