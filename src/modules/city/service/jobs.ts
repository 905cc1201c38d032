import type { AskedKind } from '#platform/background/heavy';
import { whileClockHolds } from '#platform/clock-watch';
import { systemCtx } from '#platform/context';
import { allParts } from '#platform/database/round';
import type { JobModule } from '#platform/services';
import { selectFileKeys } from './data/queue.queries.ts';
import { makeCards, TICKET_CARDS } from './papers/make-cards.ts';
import { FILE_AREA } from './people/keep-files.ts';
import { closeResolved, resolveSilent, watchClocks } from './watch-clocks.ts';

const QUEUE = 'service.clocks';
const FILES = 'service.files';
/** A file that nobody keeps after this time was left by a process that ended, or its sender is forgotten. */
const FILES_HOURS = 24;

/** Every ten minutes: warnings, escalations, and what closes by itself. Every night: files whose messages are gone. */
const serviceJobs: JobModule = async (services) => {
  const { db, clock, jobs, storage } = services;
  await jobs.work(QUEUE, async (_data, signal) => {
    const ctx = systemCtx(db, clock, QUEUE);
    // a clock that has jumped would break promises and close what was solved today
    await whileClockHolds(services, async () =>
      allParts(ctx, [
        async () => watchClocks(ctx, signal),
        async () => resolveSilent(ctx, signal),
        async () => closeResolved(ctx, signal),
      ]),
    );
  });
  await jobs.schedule(QUEUE, '*/10 * * * *');
  await jobs.work(FILES, async () => {
    await whileClockHolds(services, async () =>
      storage.clear(FILE_AREA, { hours: FILES_HOURS, keep: await selectFileKeys(db) }),
    );
  });
  // 02.30 in Jakarta
  await jobs.schedule(FILES, '30 19 * * *');
};

/** The work that it takes from the queues. */
export const jobs: readonly JobModule[] = [serviceJobs];

/** The other end of `askCards`, in the worker. */
const ticketCards: AskedKind = {
  kind: TICKET_CARDS,
  run: async (ctx, _input, { config }) => makeCards(ctx, config),
};

/** What people ask the worker for. */
export const asked: readonly AskedKind[] = [ticketCards];
