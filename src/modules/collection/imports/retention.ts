import type { RetentionClass } from '#platform/rights/personal-data';
import { countRowsBefore, deleteRowsBefore } from './data/import-rows.queries.ts';

/** The lines of an import's report name who or what was in a file (pupils of a class list). That it ran, and how much it brought, stays. */
export const importRowRetention: RetentionClass = {
  key: 'import_rows',
  due: async ({ db }, before) => ({ count: await countRowsBefore(db, before), sample: [] }),
  clear: async ({ db }, before) => ({ gone: await deleteRowsBefore(db, before), waiting: 0 }),
};
