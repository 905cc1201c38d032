import type { RetentionClass } from '#platform/rights/personal-data';
import { countNamedLoans, cutNamedLoans } from './data/loans.queries.ts';
import { countPositions, deletePositionsBefore } from './data/positions.queries.ts';
import { deleteRequestsBefore } from './data/requests.queries.ts';

/** Where somebody stopped reading is forgotten when they have not come back for long. */
export const positionRetention: RetentionClass = {
  key: 'reading_positions',
  due: async ({ db }, before) => ({ count: await countPositions(db, before), sample: [] }),
  clear: async ({ db }, before) => ({ gone: await deletePositionsBefore(db, before), waiting: 0 }),
};

/** Who had a licensed file is forgotten some time after the loan; that it was lent stays. Past places in queues go. */
export const digitalLinkRetention: RetentionClass = {
  key: 'digital_links',
  due: async ({ db }, before) => ({ count: await countNamedLoans(db, before), sample: [] }),
  async clear({ db }, before) {
    await deleteRequestsBefore(db, before);
    return { gone: await cutNamedLoans(db, before), waiting: 0 };
  },
};
