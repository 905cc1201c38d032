import { whileClockHolds } from '#platform/clock-watch';
import type { JobModule } from '#platform/services';
import { forgetInvitations } from './authors/forget-invitations.ts';
import { tellNews } from './authors/tell-authors.ts';
import { selectFileKeys } from './data/works.queries.ts';
import { FILE_AREA } from './learning/work-file.ts';
import { lookAtStock } from './look-at-stock.ts';

const STOCK = 'courses.stock';
const INVITATIONS = 'courses.invitations';
const FILES = 'courses.files';
const NEWS = 'courses.news';
/** A file of no work after this time was left by a process that ended, or whoever handed it in is forgotten. */
const FILES_HOURS = 24;

/** Now and then what is new for authors; every night: which tasks of searching the collection answers no longer, invitations that nobody accepted, files of work that is gone. */
const courseJobs: JobModule = async (services) => {
  const { db, jobs, storage } = services;
  await jobs.work(STOCK, async (_data, signal) => {
    await whileClockHolds(services, async () => lookAtStock(services, signal));
  });
  await jobs.work(
    INVITATIONS,
    async () => void (await whileClockHolds(services, async () => forgetInvitations(services))),
  );
  // 03.20 in Jakarta
  await jobs.schedule(INVITATIONS, '20 20 * * *');
  // 03.10 in Jakarta
  await jobs.schedule(STOCK, '10 20 * * *');
  await jobs.work(NEWS, async (_data, signal) => {
    await whileClockHolds(services, async () => void (await tellNews(services, signal)));
  });
  await jobs.schedule(NEWS, '*/15 * * * *');
  await jobs.work(FILES, async () => {
    await whileClockHolds(services, async () =>
      storage.clear(FILE_AREA, { hours: FILES_HOURS, keep: await selectFileKeys(db) }),
    );
  });
  await jobs.schedule(FILES, '40 20 * * *');
};

/** The work that it takes from the queues. */
export const jobs: readonly JobModule[] = [courseJobs];
