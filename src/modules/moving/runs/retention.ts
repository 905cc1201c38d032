import type { RetentionClass } from '#platform/rights/personal-data';
import { countSaidBefore, deleteSaidBefore } from './data/said.queries.ts';

/** The lines of a migration's report name members by their numbers. That it ran, and how much it brought, stays. */
export const slimsLineRetention: RetentionClass = {
  key: 'slims_lines',
  due: async ({ db }, before) => ({ count: await countSaidBefore(db, before), sample: [] }),
  clear: async ({ db }, before) => ({ gone: await deleteSaidBefore(db, before), waiting: 0 }),
};
