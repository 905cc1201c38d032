import { whileClockHolds } from '#platform/clock-watch';
import type { JobModule } from '#platform/services';
import { forgetOldAddresses } from './forget-addresses.ts';

const TIDY_QUEUE = 'mailings.tidy';

/** Every hour: addresses of mailings that ended long ago go. What is due goes by the job of who writes letters, who knows to whom they may go. */
const mailingJobs: JobModule = async (services) => {
  if (services.jobs.inWorker) return;
  await services.jobs.work(TIDY_QUEUE, async () => {
    await whileClockHolds(services, async () => forgetOldAddresses(services));
  });
  await services.jobs.schedule(TIDY_QUEUE, '47 * * * *');
};

/** The work that it takes from the queues. */
export const jobs: readonly JobModule[] = [mailingJobs];
