import type { JobModule } from '#platform/services';
import { pileJobs } from './piles/pile-jobs.ts';

/** The work that it takes from the queues. */
export const jobs: readonly JobModule[] = [pileJobs];
