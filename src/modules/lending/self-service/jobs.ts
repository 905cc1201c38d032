import { whileClockHolds } from '#platform/clock-watch';
import { systemCtx } from '#platform/context';
import type { JobModule } from '#platform/services';
import { endOldDrops } from './end-missing-drop.ts';

const QUEUE = 'self-service.drops';

/** Work of the clock: what was said to lie in a return box, and was found in none, is not waited for for ever. */
const selfServiceJobs: JobModule = async ({ db, clock, jobs }) => {
  await jobs.work(QUEUE, async (_data, signal) => {
    await whileClockHolds({ db, clock }, async () => endOldDrops(systemCtx(db, clock, QUEUE), signal));
  });
  await jobs.schedule(QUEUE, '25 * * * *');
};

/** The work that it takes from the queues. */
export const jobs: readonly JobModule[] = [selfServiceJobs];
