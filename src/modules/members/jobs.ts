import { systemCtx } from '#platform/context';
import type { JobModule } from '#platform/services';
import { endGrownUpLinks } from './end-grown-up-links.ts';

const FAMILY_QUEUE = 'members.grown-up';

/** Work of the clock: every hour, so that each zone's midnight is met, the links of children who have become 18 are ended. */
export const memberJobs: JobModule = async ({ db, clock, jobs }) => {
  await jobs.work(FAMILY_QUEUE, async () => {
    await endGrownUpLinks(systemCtx(db, clock, FAMILY_QUEUE));
  });
  await jobs.schedule(FAMILY_QUEUE, '12 * * * *');
};
