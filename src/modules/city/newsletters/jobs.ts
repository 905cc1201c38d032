import { whileClockHolds } from '#platform/clock-watch';
import { systemCtx } from '#platform/context';
import type { JobModule } from '#platform/services';
import { sendLetters } from './sending/send-letters.ts';

const SEND = 'newsletters.send';

/** Every minute: letters whose hour has come go to the module that sends; what is through is noted. */
const newsletterJobs: JobModule = async (services) => {
  const { db, clock, jobs, config } = services;
  await jobs.work(SEND, async (_data, signal) => {
    // a clock that has jumped would send what is not yet to be sent
    await whileClockHolds(services, async () =>
      sendLetters(systemCtx(db, clock, SEND), { origin: config.publicUrl, signal }),
    );
  });
  await jobs.schedule(SEND, '* * * * *');
};

/** The work that it takes from the queues. */
export const jobs: readonly JobModule[] = [newsletterJobs];
