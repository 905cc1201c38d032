import { unlinkAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { RetentionClass } from '#platform/rights/personal-data';
import { countLinkedBookings, cutBookings } from './data/booking-links.queries.ts';

const BATCH = 500;
/** What the trace says of whose booking it was. */
const LINKS = ['memberNumber'];

const cutSome = async (ctx: Ctx, before: Date): Promise<number> =>
  ctx.db.transaction().execute(async (trx) => {
    const ids = await cutBookings(trx, before, BATCH);
    await unlinkAudit(trx, { entity: 'booking', entityIds: ids, keys: LINKS });
    return ids.length;
  });

/** Who had booked what is forgotten some time after it ended, as who borrowed it is; that it was booked stays. */
export const bookingLinkRetention: RetentionClass = {
  key: 'booking_links',
  due: async ({ db }, before) => ({ count: await countLinkedBookings(db, before), sample: [] }),
  async clear(ctx, before) {
    for (let gone = 0; ;) {
      const cut = await cutSome(ctx, before);
      gone += cut;
      if (cut < BATCH) return { gone, waiting: 0 };
    }
  },
};
