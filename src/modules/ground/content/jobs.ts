import { whileClockHolds } from '#platform/clock-watch';
import type { JobModule } from '#platform/services';
import { selectPictureKeys } from './data/pictures.queries.ts';
import { PICTURE_AREA } from './pictures/add-picture.ts';

const FILES = 'content.files';
/** A file that no picture has after this time was left by a process that ended. */
const FILES_HOURS = 24;

/** Every night: files that no picture has. */
const contentJobs: JobModule = async (services) => {
  const { db, jobs, storage } = services;
  await jobs.work(FILES, async () => {
    await whileClockHolds(services, async () =>
      storage.clear(PICTURE_AREA, { hours: FILES_HOURS, keep: await selectPictureKeys(db) }),
    );
  });
  // 02.40 in Jakarta
  await jobs.schedule(FILES, '40 19 * * *');
};

/** The work that it takes from the queues. */
export const jobs: readonly JobModule[] = [contentJobs];
