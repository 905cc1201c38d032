import { whileClockHolds } from '#platform/clock-watch';
import { systemCtx } from '#platform/context';
import type { JobModule } from '#platform/services';
import { isDue, rollUp } from './roll-up.ts';

const DUE_QUEUE = 'facts.due';
const QUEUE = 'facts.roll-up';

/** Looks every ten minutes whether a day has ended; the worker is woken only then. A server that was off at night catches up. */
const factJobs: JobModule = async ({ db, clock, jobs }) => {
  await jobs.heavy(QUEUE, async (_data, signal) => {
    await whileClockHolds({ db, clock }, async () => rollUp(systemCtx(db, clock, QUEUE), 'late', signal));
  });
  await jobs.work(DUE_QUEUE, async () => {
    await whileClockHolds({ db, clock }, async () => {
      if (!(await isDue(systemCtx(db, clock, DUE_QUEUE)))) return;
      await db.transaction().execute(async (trx) => jobs.enqueue(trx, QUEUE, {}));
    });
  });
  await jobs.schedule(DUE_QUEUE, '*/10 * * * *');
};

/** The work that it takes from the queues. */
export const jobs: readonly JobModule[] = [factJobs];
