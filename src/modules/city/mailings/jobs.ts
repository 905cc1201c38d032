import { mayStillReceive } from '#modules/city/subscriptions';
import { whileClockHolds } from '#platform/clock-watch';
import type { JobModule } from '#platform/services';
import { forgetOldAddresses } from './forget-addresses.ts';
import { sendLetters } from './sending/send-letters.ts';

const SEND_QUEUE = 'mailings.send';
const TIDY_QUEUE = 'mailings.tidy';

/** Every minute: what is due of all mailings goes, as long as there is some. Every hour: addresses of mailings that ended long ago go. */
const mailingJobs: JobModule = async (services) => {
  if (services.jobs.inWorker) return;
  await services.jobs.work(SEND_QUEUE, async (_data, signal) => {
    await sendLetters({ ...services, mayStillReceive }, signal);
  });
  await services.jobs.schedule(SEND_QUEUE, '* * * * *');
  await services.jobs.work(TIDY_QUEUE, async () => {
    await whileClockHolds(services, async () => forgetOldAddresses(services));
  });
  await services.jobs.schedule(TIDY_QUEUE, '47 * * * *');
};

/** The work that it takes from the queues. */
export const jobs: readonly JobModule[] = [mailingJobs];
