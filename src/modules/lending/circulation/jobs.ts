import { whileClockHolds } from '#platform/clock-watch';
import { systemCtx } from '#platform/context';
import { allParts } from '#platform/database/round';
import type { JobModule } from '#platform/services';
import { autoRenewLoans } from './loans/auto-renew-loans.ts';
import { chargeRunningFines } from './loans/charge-running-fines.ts';
import { remindLoans } from './loans/remind-loans.ts';
import { settleFoundLoans } from './fates/found-again.ts';
import { forgetLoanActs } from './undo/undo-scan.ts';
import { endSuspensions } from './holds/end-suspensions.ts';
import { expireHolds, remindOfHolds } from './holds/expire-holds.ts';

const FINES_QUEUE = 'circulation.fines';
const FOUND_QUEUE = 'circulation.found';
const HOLDS_QUEUE = 'circulation.hold-shelf';
const RENEWALS_QUEUE = 'circulation.auto-renewals';
const REMINDERS_QUEUE = 'circulation.reminders';

/**
 * Work of the clock: fines of overdue loans grow once an hour, and what nobody can undo any more is forgotten; loans that renew themselves do so every quarter of an hour, and so are
 * hold shelves cleared and pauses of holds ended; what was lost and is here again is settled; reminders are made every hour, so that each library's morning is met and a server that was off catches up.
 */
const circulationJobs: JobModule = async ({ db, clock, jobs }) => {
  await jobs.work(FINES_QUEUE, async () => {
    const ctx = systemCtx(db, clock, FINES_QUEUE);
    await whileClockHolds({ db, clock }, async () =>
      allParts(ctx, [async () => chargeRunningFines(ctx), async () => forgetLoanActs(ctx)]),
    );
  });
  await jobs.schedule(FINES_QUEUE, '5 * * * *');
  await jobs.work(FOUND_QUEUE, async (_data, signal) => {
    await settleFoundLoans(systemCtx(db, clock, FOUND_QUEUE), signal);
  });
  await jobs.schedule(FOUND_QUEUE, '*/5 * * * *');
  await jobs.work(HOLDS_QUEUE, async (_data, signal) => {
    const ctx = systemCtx(db, clock, HOLDS_QUEUE);
    await whileClockHolds({ db, clock }, async () =>
      allParts(ctx, [
        async () => endSuspensions(ctx, signal),
        async () => expireHolds(ctx, signal),
        async () => remindOfHolds(ctx),
      ]),
    );
  });
  await jobs.schedule(HOLDS_QUEUE, '*/15 * * * *');
  await jobs.work(RENEWALS_QUEUE, async () => {
    await autoRenewLoans(systemCtx(db, clock, RENEWALS_QUEUE));
  });
  await jobs.schedule(RENEWALS_QUEUE, '*/15 * * * *');
  await jobs.work(REMINDERS_QUEUE, async (_data, signal) => {
    await remindLoans(systemCtx(db, clock, REMINDERS_QUEUE), signal);
  });
  await jobs.schedule(REMINDERS_QUEUE, '7 * * * *');
};

/** The work that it takes from the queues. */
export const jobs: readonly JobModule[] = [circulationJobs];
