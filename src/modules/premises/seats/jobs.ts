import { whileClockHolds } from '#platform/clock-watch';
import { systemCtx } from '#platform/context';
import type { JobModule } from '#platform/services';
import { releaseNoShows } from './change-reservation.ts';

const QUEUE = 'seats.no-show';

/** Work of the clock: what was reserved and nobody came for is free again. */
const seatJobs: JobModule = async ({ db, clock, jobs }) => {
  await jobs.work(QUEUE, async (_data, signal) => {
    await whileClockHolds({ db, clock }, async () => releaseNoShows(systemCtx(db, clock, QUEUE), signal));
  });
  await jobs.schedule(QUEUE, '*/5 * * * *');
};

/** The work that it takes from the queues. */
export const jobs: readonly JobModule[] = [seatJobs];
