import { whileClockHolds } from '#platform/clock-watch';
import { systemCtx } from '#platform/context';
import type { JobModule } from '#platform/services';
import { endGrownUpLinks } from './family/end-grown-up-links.ts';
import { RETENTION_QUEUE, runRetention } from './privacy/run-retention.ts';
import { sendSignInLink, SIGN_IN_LINK_QUEUE, type AskedLink } from './sign-in/sign-in-link.ts';

const FAMILY_QUEUE = 'members.grown-up';

/**
 * Work of the clock: every hour, so that each zone's midnight is met, the links of children who have become 18 are ended; every night at half
 * past one in Blitar what is past its time goes. The page of the staff asks for a clearing by the same queue.
 * Links that members asked for go out at once.
 */
const memberJobs: JobModule = async (services) => {
  const { db, clock, jobs } = services;
  await jobs.work(FAMILY_QUEUE, async (_data, signal) => {
    await whileClockHolds({ db, clock }, async () => endGrownUpLinks(systemCtx(db, clock, FAMILY_QUEUE), signal));
  });
  await jobs.schedule(FAMILY_QUEUE, '12 * * * *');
  await jobs.work(RETENTION_QUEUE, async () => {
    await runRetention(systemCtx(db, clock, RETENTION_QUEUE), services);
  });
  await jobs.schedule(RETENTION_QUEUE, '30 18 * * *');
  await jobs.work<AskedLink>(SIGN_IN_LINK_QUEUE, async (asked) => {
    await sendSignInLink(services, asked);
  });
};

/** The work that it takes from the queues. */
export const jobs: readonly JobModule[] = [memberJobs];
