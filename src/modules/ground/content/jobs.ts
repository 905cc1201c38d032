import { whileClockHolds } from '#platform/clock-watch';
import type { JobModule } from '#platform/services';
import { clearFiles } from './files/clear-files.ts';

const FILES = 'content.files';

/** Every night: documents and recordings that nobody wants any more, and files that belong to nothing. */
const contentJobs: JobModule = async (services) => {
  const { jobs } = services;
  await jobs.work(FILES, async () => void (await whileClockHolds(services, async () => clearFiles(services))));
  // 02.40 in Jakarta
  await jobs.schedule(FILES, '40 19 * * *');
};

/** The work that it takes from the queues. */
export const jobs: readonly JobModule[] = [contentJobs];
