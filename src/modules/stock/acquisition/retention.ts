import type { RetentionClass } from '#platform/rights/personal-data';
import { countReachable, forgetReach } from './data/donations.queries.ts';

const dayOf = (instant: Date): string => instant.toISOString().slice(0, 10);

/** How givers are reached goes some time after the gift; what they gave, and the letter of thanks, stay. */
export const donorRetention: RetentionClass = {
  key: 'donor_contacts',
  due: async ({ db }, before) => ({ count: await countReachable(db, dayOf(before)), sample: [] }),
  clear: async ({ db }, before) => ({ gone: await forgetReach(db, dayOf(before)), waiting: 0 }),
};
