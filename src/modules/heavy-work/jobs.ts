import { deleteEnded } from '#platform/heavy-queue';
import type { JobModule } from '#platform/services';

const QUEUE = 'heavy-work.tidy';
/** What nobody fetched in a day, nobody wants: it can be asked for again. */
const FILES_HOURS = 24;
const ROWS_DAYS = 7;

/** Every hour: results that nobody fetched, and rows of what ended long ago, go. */
export const heavyWorkJobs: JobModule = async ({ db, storage, jobs }) => {
  await jobs.work(QUEUE, async () => {
    for (const key of await deleteEnded(db, { filesHours: FILES_HOURS, rowsDays: ROWS_DAYS }))
      await storage.remove(key);
  });
  await jobs.schedule(QUEUE, '48 * * * *');
};
