import { whileClockHolds } from '#platform/clock-watch';
import { systemCtx } from '#platform/context';
import { allParts } from '#platform/database/round';
import type { JobModule } from '#platform/services';
import { noteFirstLoans } from './chain/mark-first-loans.ts';
import { advanceByClock } from './planning/change-state.ts';
import { expireOffers } from './enrolment/pass-on-seats.ts';
import { releasePastCopies } from './copies/release-copies.ts';
import { remindParticipants } from './enrolment/remind-participants.ts';

const QUEUE = 'programs.clock';
const FIRST_LOANS = 'programs.first-loans';

/** Work of the clock: programmes begin and close with their sessions, copies whose day has passed are free, offers end and go on to the next, participants are reminded; at night, who borrowed for the first time after they came. */
const programJobs: JobModule = async ({ db, clock, jobs }) => {
  await jobs.work(QUEUE, async (_data, signal) => {
    const ctx = systemCtx(db, clock, QUEUE);
    await whileClockHolds({ db, clock }, async () =>
      allParts(ctx, [
        async () => advanceByClock(ctx, signal),
        async () => releasePastCopies(ctx, signal),
        async () => expireOffers(ctx, signal),
        async () => remindParticipants(ctx, signal),
      ]),
    );
  });
  await jobs.schedule(QUEUE, '*/5 * * * *');
  await jobs.work(FIRST_LOANS, async () => {
    await whileClockHolds({ db, clock }, async () => noteFirstLoans({ db, clock }));
  });
  await jobs.schedule(FIRST_LOANS, '25 18 * * *');
};

/** The work that it takes from the queues. */
export const jobs: readonly JobModule[] = [programJobs];
