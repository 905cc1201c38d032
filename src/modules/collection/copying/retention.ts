import type { RetentionClass } from '#platform/rights/personal-data';
import { countPilesBefore, deletePilesBefore } from './data/piles.queries.ts';

/** A pile says who scanned which books on which day. What was made of it stays in the catalogue. */
export const pileRetention: RetentionClass = {
  key: 'record_piles',
  due: async ({ db }, before) => ({ count: await countPilesBefore(db, before), sample: [] }),
  clear: async ({ db }, before) => ({ gone: await deletePilesBefore(db, before), waiting: 0 }),
};
