import { whileClockHolds } from '#platform/clock-watch';
import { systemCtx } from '#platform/context';
import type { JobModule } from '#platform/services';
import { findOddDays, isDue } from './find-odd-days.ts';

const DUE_QUEUE = 'odd-days.due';
const QUEUE = 'odd-days.find';

/** Looks every ten minutes whether something was counted; the worker is woken only then. */
const oddDayJobs: JobModule = async ({ db, clock, jobs }) => {
  await jobs.heavy(QUEUE, async (_data, signal) => {
    await whileClockHolds({ db, clock }, async () => findOddDays(systemCtx(db, clock, QUEUE), signal));
  });
  await jobs.work(DUE_QUEUE, async () => {
    await whileClockHolds({ db, clock }, async () => {
      if (!(await isDue({ db }))) return;
      await db.transaction().execute(async (trx) => jobs.enqueue(trx, QUEUE, {}));
    });
  });
  await jobs.schedule(DUE_QUEUE, '*/10 * * * *');
};

/** The work that it takes from the queues. */
export const jobs: readonly JobModule[] = [oddDayJobs];
