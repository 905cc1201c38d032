import { sendMailings } from '#modules/city/mailings';
import { whileClockHolds } from '#platform/clock-watch';
import { systemCtx } from '#platform/context';
import type { JobModule } from '#platform/services';
import { mayStillHave } from './sending/may-still-have.ts';
import { sendLetters } from './sending/send-letters.ts';

const SEND = 'newsletters.send';
const MAILS = 'mailings.send';

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

/** Every minute: what is due of all mailings goes, as long as there is some, to who may still have it. */
const mailJobs: JobModule = async (services) => {
  if (services.jobs.inWorker) return;
  await services.jobs.work(MAILS, async (_data, signal) => {
    await sendMailings({ ...services, mayStillReceive: mayStillHave }, signal);
  });
  await services.jobs.schedule(MAILS, '* * * * *');
};

/** The work that it takes from the queues. */
export const jobs: readonly JobModule[] = [newsletterJobs, mailJobs];
