import { localDate } from '#shared/dates';
import type { JobModule } from '#platform/services';
import { deleteOldDrafts } from './data/drafts.queries.ts';

const QUEUE = 'questionnaires.drafts';
/** A draft is kept by the day; which zone that day is of does not matter to anybody. */
const ZONE = 'Asia/Jakarta';

/** Work of the clock: answers that were never sent are thrown away. */
export const questionnaireJobs: JobModule = async ({ db, clock, jobs }) => {
  await jobs.work(QUEUE, async () => {
    await deleteOldDrafts(db, localDate(clock.now(), ZONE));
  });
  await jobs.schedule(QUEUE, '20 2 * * *');
};
