import type { JobModule } from '#platform/services';
import { markLate } from './data/serials.queries.ts';

const LATE_QUEUE = 'serials.late';

/** Every morning what should have come is late; run again it changes nothing more. */
const serialJobs: JobModule = async ({ db, clock, jobs }) => {
  await jobs.work(LATE_QUEUE, async () => {
    await markLate(db, clock.now());
  });
  await jobs.schedule(LATE_QUEUE, '17 22 * * *');
};

/** The work that it takes from the queues. */
export const jobs: readonly JobModule[] = [serialJobs];
