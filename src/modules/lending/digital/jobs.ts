import { whileClockHolds } from '#platform/clock-watch';
import { systemCtx } from '#platform/context';
import type { JobModule } from '#platform/services';
import { settleLicenses } from './settle-license.ts';

const QUEUE = 'digital.settle';

/** Every few minutes: licensed files whose time is over go back, and on to whoever waits. Access itself ends by the clock, not by this. */
const digitalJobs: JobModule = async ({ db, clock, jobs }) => {
  await jobs.work(QUEUE, async (_data, signal) => {
    await whileClockHolds({ db, clock }, async () => settleLicenses(systemCtx(db, clock, QUEUE), signal));
  });
  await jobs.schedule(QUEUE, '*/5 * * * *');
};

/** The work that it takes from the queues. */
export const jobs: readonly JobModule[] = [digitalJobs];
