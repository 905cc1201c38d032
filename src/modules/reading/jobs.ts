import { systemCtx } from '#platform/context';
import type { JobModule } from '#platform/services';
import { tidyReading } from './tidy-reading.ts';

const TIDY_QUEUE = 'reading.tidy';

/** Once an hour lists and reviews follow merged titles, and what was thrown away long enough ago goes. */
export const readingJobs: JobModule = async ({ db, clock, jobs }) => {
  await jobs.work(TIDY_QUEUE, async () => {
    await tidyReading(systemCtx(db, clock, TIDY_QUEUE));
  });
  await jobs.schedule(TIDY_QUEUE, '23 * * * *');
};
