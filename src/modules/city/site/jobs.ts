import { whileClockHolds } from '#platform/clock-watch';
import { systemCtx } from '#platform/context';
import type { JobModule } from '#platform/services';
import { lookAtShown } from './outward/look-at-links.ts';
import { writeDrafts } from './drafts/write-drafts.ts';

const DRAFTS = 'site.drafts';
const LINKS = 'site.links';

/** Every morning: drafts of news that write themselves, each once. At night: whether what pages lead to is still there. */
const siteJobs: JobModule = async (services) => {
  const { db, clock, jobs } = services;
  await jobs.work(DRAFTS, async () => {
    // a clock that has jumped would write of weeks that are not there
    await whileClockHolds(services, async () => void (await writeDrafts(systemCtx(db, clock, DRAFTS))));
  });
  // 04.50 in Jakarta
  await jobs.schedule(DRAFTS, '50 21 * * *');
  await jobs.work(LINKS, async (_data, signal) => {
    await whileClockHolds(services, async () => lookAtShown({ db, clock }, { signal }));
  });
  // 02.10 in Jakarta
  await jobs.schedule(LINKS, '10 19 * * *');
};

/** The work that it takes from the queues. */
export const jobs: readonly JobModule[] = [siteJobs];
