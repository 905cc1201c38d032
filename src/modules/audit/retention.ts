import type { RetentionClass } from '#platform/personal-data';
import { countAddresses } from './data/redactions.queries.ts';
import { forgetAddresses } from './redact-audit.ts';

/** From which network address somebody signed in is of use while an abuse is looked into, and then no more. */
export const addressRetention: RetentionClass = {
  key: 'network_addresses',
  due: async ({ db }, before) => ({ count: await countAddresses(db, before), sample: [] }),
  clear: async ({ db }, before) => ({
    gone: await db.transaction().execute(async (trx) => forgetAddresses(trx, before)),
    waiting: 0,
  }),
};
