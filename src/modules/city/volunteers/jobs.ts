import { whileClockHolds } from '#platform/clock-watch';
import { systemCtx } from '#platform/context';
import { allParts } from '#platform/database/round';
import type { JobModule } from '#platform/services';
import { closeForgottenHours, remindVolunteers } from './shifts/remind.ts';

const QUEUE = 'volunteers.clock';

/** Work of the clock: volunteers are reminded the day before, and who forgot to leave is noted as gone. */
const volunteerJobs: JobModule = async ({ db, clock, jobs }) => {
  await jobs.work(QUEUE, async (_data, signal) => {
    const ctx = systemCtx(db, clock, QUEUE);
    await whileClockHolds({ db, clock }, async () =>
      allParts(ctx, [async () => remindVolunteers(ctx, signal), async () => closeForgottenHours(ctx)]),
    );
  });
  await jobs.schedule(QUEUE, '*/10 * * * *');
};

/** The work that it takes from the queues. */
export const jobs: readonly JobModule[] = [volunteerJobs];
