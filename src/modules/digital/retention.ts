import type { RetentionClass } from '#platform/personal-data';
import { countPositions, deletePositionsBefore } from './data/positions.queries.ts';

/** Where somebody stopped reading is forgotten when they have not come back for long. */
export const positionRetention: RetentionClass = {
  key: 'reading_positions',
  due: async ({ db }, before) => ({ count: await countPositions(db, before), sample: [] }),
  clear: async ({ db }, before) => ({ gone: await deletePositionsBefore(db, before), waiting: 0 }),
};
