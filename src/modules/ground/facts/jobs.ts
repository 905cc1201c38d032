import { whileClockHolds } from '#platform/clock-watch';
import { systemCtx } from '#platform/context';
import type { JobModule } from '#platform/services';
import { rollUp } from './roll-up.ts';

const QUEUE = 'facts.roll-up';

/** Every hour, by the worker: only the first time after midnight finds something to count. */
const factJobs: JobModule = async ({ db, clock, jobs }) => {
  await jobs.heavy(QUEUE, async (_data, signal) => {
    await whileClockHolds({ db, clock }, async () => rollUp(systemCtx(db, clock, QUEUE), 'late', signal));
  });
  await jobs.schedule(QUEUE, '25 * * * *');
};

/** The work that it takes from the queues. */
export const jobs: readonly JobModule[] = [factJobs];
