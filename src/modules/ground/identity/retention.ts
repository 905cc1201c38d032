import type { RetentionClass } from '#platform/rights/personal-data';
import { countEndedSessions, deleteEndedSessions } from './data/sessions.queries.ts';

/** Sessions that have ended, with the device and the network address from which they were opened. */
export const sessionRetention: RetentionClass = {
  key: 'sessions',
  due: async ({ db }, before) => ({ count: await countEndedSessions(db, before), sample: [] }),
  clear: async ({ db }, before) => ({ gone: await deleteEndedSessions(db, before), waiting: 0 }),
};
