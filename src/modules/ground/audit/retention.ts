import type { RetentionClass } from '#platform/rights/personal-data';
import { countAddresses } from './data/redactions.queries.ts';
import { countPart, dropPart, lockYears, selectParts } from './data/years.queries.ts';
import type { Db, Tx } from '#platform/database/db';
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

/** Parts of the trace whose last line is older. */
const partsBefore = async (db: Db | Tx, before: Date) =>
  (await selectParts(db)).filter(({ until }) => until !== null && until <= before);

/** The trace itself goes by whole years, the oldest first. */
export const auditRetention: RetentionClass = {
  key: 'audit_trail',
  async due({ db }, before) {
    let count = 0;
    for (const { name } of await partsBefore(db, before)) count += await countPart(db, name);
    return { count, sample: [] };
  },
  clear: async ({ db }, before) =>
    db.transaction().execute(async (trx) => {
      await lockYears(trx);
      let gone = 0;
      for (const { name } of await partsBefore(trx, before)) {
        gone += await countPart(trx, name);
        await dropPart(trx, name);
      }
      return { gone, waiting: 0 };
    }),
};
