import type { Tx } from '#platform/database/db';
import type { Jobs } from '#platform/background/jobs';

export const SEND_QUEUE = 'notifications.send';

/** Asks for a round of sending within a second or so, without waiting for more to tell: after a receipt, or by hand. */
export const sendSoon = async (trx: Tx, jobs: Jobs): Promise<void> => jobs.enqueue(trx, SEND_QUEUE, { atOnce: true });
