import { systemCtx } from '#platform/context';
import type { JobModule } from '#platform/services';
import { autoRenewLoans } from './auto-renew-loans.ts';
import { chargeRunningFines } from './charge-running-fines.ts';

const FINES_QUEUE = 'circulation.fines';
const RENEWALS_QUEUE = 'circulation.auto-renewals';

/** Work of the clock: fines of overdue loans grow once an hour, loans that renew themselves do so every quarter of an hour. */
export const circulationJobs: JobModule = async ({ db, clock, jobs }) => {
  await jobs.work(FINES_QUEUE, async () => {
    await chargeRunningFines(systemCtx(db, clock, FINES_QUEUE));
  });
  await jobs.schedule(FINES_QUEUE, '5 * * * *');
  await jobs.work(RENEWALS_QUEUE, async () => {
    await autoRenewLoans(systemCtx(db, clock, RENEWALS_QUEUE));
  });
  await jobs.schedule(RENEWALS_QUEUE, '*/15 * * * *');
};
