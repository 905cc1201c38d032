import type { RetentionClass } from '#platform/rights/personal-data';
import { countZeroResults, deleteZeroResults } from '../data/zero-results.queries.ts';

/** What was looked for in vain, day by day; some type a name into the search. */
export const vainSearchRetention: RetentionClass = {
  key: 'vain_searches',
  due: async ({ db }, before) => ({ count: await countZeroResults(db, before), sample: [] }),
  clear: async ({ db }, before) => ({ gone: await deleteZeroResults(db, before), waiting: 0 }),
};
