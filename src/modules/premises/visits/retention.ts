import type { RetentionClass } from '#platform/rights/personal-data';
import { countNamed, cutNamed } from './data/links.queries.ts';

/** So many at once: a transaction that doors hardly notice. */
const BATCH = 1000;

/** Who came is forgotten some time after the visit; that somebody came stays, with what figures are cut by. */
export const visitLinkRetention: RetentionClass = {
  key: 'visit_links',
  due: async ({ db }, before) => ({ count: await countNamed(db, before), sample: [] }),
  async clear({ db }, before) {
    let gone = 0;
    for (;;) {
      const cut = await db.transaction().execute(async (trx) => cutNamed(trx, before, BATCH));
      gone += cut;
      if (cut < BATCH) return { gone, waiting: 0 };
    }
  },
};
