import { jobs } from '#contributed/jobs';
import type { JobModule } from '#platform/services';
import { housekeepingJobs } from './housekeeping.ts';

/** The work that every server process takes from the queues, and what it hands on to the worker. */
export const jobModules: readonly JobModule[] = [...jobs, housekeepingJobs];
