import { systemCtx } from '#platform/context';
import type { JobModule } from '#platform/services';
import { tidyLists } from './tidy-lists.ts';

const TIDY_QUEUE = 'reading.tidy';

/** Once an hour lists follow merged titles, and what was thrown away more than a day ago goes. */
export const readingJobs: JobModule = async ({ db, clock, jobs }) => {
  await jobs.work(TIDY_QUEUE, async () => {
    await tidyLists(systemCtx(db, clock, TIDY_QUEUE));
  });
  await jobs.schedule(TIDY_QUEUE, '23 * * * *');
};
