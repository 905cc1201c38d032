import { whileClockHolds } from '#platform/clock-watch';
import { systemCtx } from '#platform/context';
import type { JobModule } from '#platform/services';
import { copyHistory } from './copy-history.ts';
import { tidyReading } from './tidy-reading.ts';

const TIDY_QUEUE = 'reading.tidy';
const HISTORY_QUEUE = 'reading.history';

/**
 * Once an hour lists and reviews follow merged titles, what was thrown away long enough ago goes, and returned loans are copied for
 * the members who keep their history.
 */
const readingJobs: JobModule = async ({ db, clock, jobs }) => {
  await jobs.work(TIDY_QUEUE, async (_data, signal) => {
    await whileClockHolds({ db, clock }, async () => tidyReading(systemCtx(db, clock, TIDY_QUEUE), signal));
  });
  await jobs.schedule(TIDY_QUEUE, '23 * * * *');
  await jobs.work(HISTORY_QUEUE, async (_data, signal) => {
    await copyHistory(systemCtx(db, clock, HISTORY_QUEUE), signal);
  });
  await jobs.schedule(HISTORY_QUEUE, '41 * * * *');
};

/** The work that it takes from the queues. */
export const jobs: readonly JobModule[] = [readingJobs];
