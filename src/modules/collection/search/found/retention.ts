import type { RetentionClass } from '#platform/rights/personal-data';
import { countFound, deleteFound } from '../data/found.queries.ts';

/** What was looked for and found, day by day; some type a name into the search. */
export const foundSearchRetention: RetentionClass = {
  key: 'found_searches',
  due: async ({ db, clock }, before) => ({ count: await countFound(db, before, clock.now()), sample: [] }),
  clear: async ({ db, clock }, before) => ({ gone: await deleteFound(db, before, clock.now()), waiting: 0 }),
};
