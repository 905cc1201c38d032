import { systemCtx } from '#platform/context';
import { allParts } from '#platform/database/round';
import type { JobModule } from '#platform/services';
import { openFollowUps, remindPlans } from './plans/follow-up-plans.ts';

const QUEUE = 'ideas.plans';

/** Every morning: what came of plans is asked after 30 and 90 days, and owners are reminded of days that come. */
const ideaJobs: JobModule = async ({ db, clock, jobs }) => {
  await jobs.work(QUEUE, async (_data, signal) => {
    const ctx = systemCtx(db, clock, QUEUE);
    await allParts(ctx, [async () => openFollowUps(ctx, signal), async () => remindPlans(ctx, signal)]);
  });
  // 07.00 in Jakarta
  await jobs.schedule(QUEUE, '0 0 * * *');
};

/** The work that it takes from the queues. */
export const jobs: readonly JobModule[] = [ideaJobs];
