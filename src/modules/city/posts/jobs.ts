import { whileClockHolds } from '#platform/clock-watch';
import { systemCtx } from '#platform/context';
import { allParts } from '#platform/database/round';
import type { JobModule } from '#platform/services';
import { lookForUnknown } from './outbox/look-for.ts';
import { findDead, sendDue } from './outbox/send-due.ts';
import { outboxNeeds } from './outbox/ways.ts';

const QUEUE = 'posts.outbox';

/** Work of the clock: what is due goes out, and what nobody knows of is looked for. After a step of the clock it waits until somebody says that the date is right. */
const postJobs: JobModule = async (services) => {
  const { db, clock, jobs } = services;
  await jobs.work(QUEUE, async (_data, signal) => {
    const ctx = systemCtx(db, clock, QUEUE);
    const needs = outboxNeeds(services);
    await whileClockHolds({ db, clock }, async () =>
      allParts(ctx, [
        async () => findDead(ctx),
        async () => lookForUnknown(ctx, needs, signal),
        async () => sendDue(ctx, needs, signal),
      ]),
    );
  });
  await jobs.schedule(QUEUE, '* * * * *');
};

/** The work that it takes from the queues. */
export const jobs: readonly JobModule[] = [postJobs];
