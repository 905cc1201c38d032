import { forgetDeliveryKeys } from '#modules/stock/acquisition';
import { forgetFormActs, keepAuditYears } from '#modules/ground/audit';
import { forgetRequestKeys } from '#modules/lending/circulation';
import { forgetKeptForms } from '#modules/ground/identity';
import { forgetDeskActs } from '#modules/stock/offline-desk';
import { forgetScanKeys } from '#modules/community/programs';
import { forgetSelfLoanKeys } from '#modules/lending/self-service';
import { forgetVisitKeys } from '#modules/premises/visits';
import { whileClockHolds } from '#platform/clock-watch';
import { sweepAttempts } from '#platform/requests/rate-limit';
import { allParts } from '#platform/database/round';
import type { JobModule, Services } from '#platform/services';

const SWEEP_QUEUE = 'platform.sweep';
const KEYS_QUEUE = 'platform.request-keys';
/** A phone that was without a network for longer does not send its acts any more. */
const KEY_DAYS = 60;
const DAY = 86_400_000;

/** Forgets by which keys acts were recognised that nobody sends again. Lines of money keep theirs: nothing in them is ever changed. */
export async function forgetOldKeys({ db, clock }: Pick<Services, 'db' | 'clock'>): Promise<void> {
  const before = new Date(clock.now().getTime() - KEY_DAYS * DAY);
  await allParts({ requestId: KEYS_QUEUE }, [
    async () => forgetRequestKeys(db, before),
    async () => forgetSelfLoanKeys(db, before),
    async () => forgetDeliveryKeys(db, before),
    async () => forgetScanKeys(db, before),
    async () => forgetVisitKeys(db, before),
    async () => forgetDeskActs(db, before),
  ]);
}

/** What no module's retention speaks of: tables that only help the machine and would grow without an end. */
export const housekeepingJobs: JobModule = async ({ db, clock, jobs }) => {
  await jobs.work(SWEEP_QUEUE, async () => {
    await allParts({ requestId: SWEEP_QUEUE }, [
      async () => whileClockHolds({ db, clock }, async () => sweepAttempts({ db, clock })),
      async () => keepAuditYears({ db, clock }),
      async () => whileClockHolds({ db, clock }, async () => forgetFormActs({ db, clock })),
      async () => whileClockHolds({ db, clock }, async () => forgetKeptForms({ db, clock })),
    ]);
  });
  await jobs.schedule(SWEEP_QUEUE, '25 * * * *');
  await jobs.work(KEYS_QUEUE, async () => {
    await whileClockHolds({ db, clock }, async () => forgetOldKeys({ db, clock }));
  });
  await jobs.schedule(KEYS_QUEUE, '40 18 * * *');
};
