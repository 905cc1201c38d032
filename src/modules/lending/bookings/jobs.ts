import { whileClockHolds } from '#platform/clock-watch';
import { systemCtx } from '#platform/context';
import type { JobModule } from '#platform/services';
import { expireBookings } from './end-booking.ts';

const QUEUE = 'bookings.not-collected';

/** Work of the clock: what was booked and not collected is free again. */
const bookingJobs: JobModule = async ({ db, clock, jobs }) => {
  await jobs.work(QUEUE, async (_data, signal) => {
    await whileClockHolds({ db, clock }, async () => expireBookings(systemCtx(db, clock, QUEUE), signal));
  });
  await jobs.schedule(QUEUE, '*/15 * * * *');
};

/** The work that it takes from the queues. */
export const jobs: readonly JobModule[] = [bookingJobs];
