import { whileClockHolds } from '#platform/clock-watch';
import type { JobModule } from '#platform/services';
import { forgetInvitations } from './authors/forget-invitations.ts';
import { lookAtStock } from './look-at-stock.ts';

const STOCK = 'courses.stock';
const INVITATIONS = 'courses.invitations';

/** Every night: which tasks of searching the collection answers no longer, and invitations that nobody accepted. */
const courseJobs: JobModule = async (services) => {
  const { jobs } = services;
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
};

/** The work that it takes from the queues. */
export const jobs: readonly JobModule[] = [courseJobs];
