import { systemCtx } from '#platform/context';
import type { JobModule } from '#platform/services';
import { remindBulkLoans } from './remind-bulk-loans.ts';
import { settleFoundCopies } from './settle-found.ts';

const REMINDERS_QUEUE = 'bulk-loans.reminders';
const FOUND_QUEUE = 'bulk-loans.found';

/** Work of the clock: institutions are reminded in the morning of each library; what was lost and is here again is settled. */
const bulkLoanJobs: JobModule = async ({ db, clock, jobs }) => {
  await jobs.work(REMINDERS_QUEUE, async (_data, signal) => {
    await remindBulkLoans(systemCtx(db, clock, REMINDERS_QUEUE), signal);
  });
  await jobs.schedule(REMINDERS_QUEUE, '11 * * * *');
  await jobs.work(FOUND_QUEUE, async (_data, signal) => {
    await settleFoundCopies(systemCtx(db, clock, FOUND_QUEUE), signal);
  });
  await jobs.schedule(FOUND_QUEUE, '*/5 * * * *');
};

/** The work that it takes from the queues. */
export const jobs: readonly JobModule[] = [bulkLoanJobs];
