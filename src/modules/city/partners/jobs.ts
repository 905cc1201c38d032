import { whileClockHolds } from '#platform/clock-watch';
import { systemCtx } from '#platform/context';
import { allParts } from '#platform/database/round';
import type { JobModule } from '#platform/services';
import { AGREEMENT_AREA } from './agreements/move-agreement.ts';
import { selectAgreementFiles } from './data/agreements.queries.ts';
import { remindPromises } from './meetings/remind-promises.ts';
import { selectPageFileKeys } from './data/page-posts.queries.ts';
import { PAGE_AREA } from './pages/leave-file.ts';
import { selectKeptMailFiles } from './data/mails.queries.ts';
import { MAIL_AREA } from './mails/keep-mail-files.ts';

const FILES = 'partners.files';
const REMINDERS = 'partners.reminders';
/** A file that nobody keeps after this time was left by a process that ended. */
const FILES_HOURS = 24;

/** Every night: files that no agreement, page or mail keeps. Every hour: who promised something is reminded of it. */
const partnerJobs: JobModule = async (services) => {
  const { db, jobs, storage } = services;
  await jobs.work(FILES, async () => {
    await whileClockHolds(services, async () =>
      allParts({ requestId: FILES }, [
        async () => storage.clear(AGREEMENT_AREA, { hours: FILES_HOURS, keep: await selectAgreementFiles(db) }),
        async () => storage.clear(PAGE_AREA, { hours: FILES_HOURS, keep: await selectPageFileKeys(db) }),
        async () => storage.clear(MAIL_AREA, { hours: FILES_HOURS, keep: await selectKeptMailFiles(db) }),
      ]),
    );
  });
  // 02.50 in Jakarta
  await jobs.schedule(FILES, '50 19 * * *');
  await jobs.work(REMINDERS, async (_data, signal) => {
    await whileClockHolds(services, async () => remindPromises(systemCtx(db, services.clock, REMINDERS), signal));
  });
  await jobs.schedule(REMINDERS, '10 * * * *');
};

/** The work that it takes from the queues. */
export const jobs: readonly JobModule[] = [partnerJobs];
