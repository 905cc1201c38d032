import type { AskedKind } from '#platform/background/heavy';
import { whileClockHolds } from '#platform/clock-watch';
import { systemCtx } from '#platform/context';
import { allParts } from '#platform/database/round';
import type { JobModule } from '#platform/services';
import { forgetInvitations, inviteUsers } from './invite-users.ts';
import { ROUND_PAPER } from './papers/ask-paper.ts';
import { makePaper } from './papers/make-paper.ts';
import { paperAsked } from './schema.ts';

const QUEUE = 'satisfaction.invitations';

/** Every hour: who used a service is asked how it was; who was asked in quarters that are over is forgotten. */
const satisfactionJobs: JobModule = async ({ db, clock, jobs, mailer, secrets }) => {
  await jobs.work(QUEUE, async (_data, signal) => {
    const ctx = systemCtx(db, clock, QUEUE);
    await whileClockHolds({ db, clock }, async () =>
      allParts(ctx, [async () => forgetInvitations(ctx), async () => inviteUsers(ctx, { mailer, secrets }, signal)]),
    );
  });
  await jobs.schedule(QUEUE, '37 * * * *');
};

/** The work that it takes from the queues. */
export const jobs: readonly JobModule[] = [satisfactionJobs];

/** The other end of `askPaper`, in the worker. */
const roundPaper: AskedKind = {
  kind: ROUND_PAPER,
  async run(ctx, input, { config }) {
    const { roundId, paper } = paperAsked.parse(input);
    return makePaper(ctx, config, roundId, paper);
  },
};

/** What people ask the worker for. */
export const asked: readonly AskedKind[] = [roundPaper];
