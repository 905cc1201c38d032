import type { JobModule } from '#platform/services';
import { renewPractice } from './reset-practice.ts';

const RENEW = 'practice.renew';

/** Every night the practice space begins anew. */
const practiceJobs: JobModule = async ({ jobs }) => {
  await jobs.work(RENEW, async () => Promise.resolve(renewPractice()));
  // 02.40 in Jakarta
  await jobs.schedule(RENEW, '40 19 * * *');
};

/** The work that it takes from the queues. */
export const jobs: readonly JobModule[] = [practiceJobs];
