import { whileClockHolds } from '#platform/clock-watch';
import type { JobModule } from '#platform/services';
import { lookAtStock } from './look-at-stock.ts';

const STOCK = 'courses.stock';

/** Every night: which tasks of searching the collection answers no longer. */
const courseJobs: JobModule = async (services) => {
  const { jobs } = services;
  await jobs.work(STOCK, async (_data, signal) => {
    await whileClockHolds(services, async () => lookAtStock(services, signal));
  });
  // 03.10 in Jakarta
  await jobs.schedule(STOCK, '10 20 * * *');
};

/** The work that it takes from the queues. */
export const jobs: readonly JobModule[] = [courseJobs];
