import type { AskedKind } from '#platform/background/heavy';
import { whileClockHolds } from '#platform/clock-watch';
import { systemCtx } from '#platform/context';
import { allParts } from '#platform/database/round';
import type { JobModule } from '#platform/services';
import { takeChats } from './chats/take-chats.ts';
import { deleteOldMails } from './data/mail.queries.ts';
import { selectFileKeys } from './data/queue.queries.ts';
import { deleteViewers } from './data/viewers.queries.ts';
import { collectMails } from './mail/collect-mails.ts';
import { makeCards, TICKET_CARDS } from './papers/make-cards.ts';
import { FILE_AREA } from './people/keep-files.ts';
import { closeResolved, resolveSilent, watchClocks } from './watch-clocks.ts';

const QUEUE = 'service.clocks';
const FILES = 'service.files';
const MAIL = 'service.mail';
const CHATS = 'service.chats';
/** A file that nobody keeps after this time was left by a process that ended, or its sender is forgotten. */
const FILES_HOURS = 24;
/** A mail that was read so long ago is in no mailbox as unread. */
const MAIL_DAYS = 400;

/**
 * Every ten minutes: warnings, escalations, and what closes by itself. Every two minutes, where a mailbox is set up: mails; every minute what was heard
 * in chats. Every night: files whose messages are gone, who had which ticket open, and what mails were known by long ago.
 */
const serviceJobs: JobModule = async (services) => {
  const { db, clock, jobs, storage } = services;
  await jobs.work(QUEUE, async (_data, signal) => {
    const ctx = systemCtx(db, clock, QUEUE);
    // a clock that has jumped would break promises and close what was solved today
    await whileClockHolds(services, async () =>
      allParts(ctx, [
        async () => watchClocks(ctx, signal),
        async () => resolveSilent(ctx, services, signal),
        async () => closeResolved(ctx, signal),
      ]),
    );
  });
  await jobs.schedule(QUEUE, '*/10 * * * *');
  await jobs.work(FILES, async () => {
    await whileClockHolds(services, async () =>
      allParts({ requestId: FILES }, [
        async () => storage.clear(FILE_AREA, { hours: FILES_HOURS, keep: await selectFileKeys(db) }),
        async () => deleteViewers(db),
        async () => deleteOldMails(db, new Date(clock.now().getTime() - MAIL_DAYS * 86_400_000)),
      ]),
    );
  });
  // 02.30 in Jakarta
  await jobs.schedule(FILES, '30 19 * * *');
  // the queue is there also where nothing is set up: a queue of an earlier setting would wait for somebody
  await jobs.work(MAIL, async (_data, signal) => collectMails(systemCtx(db, clock, MAIL), services, signal));
  await jobs.schedule(MAIL, '*/2 * * * *');
  await jobs.work(CHATS, async (_data, signal) => takeChats(systemCtx(db, clock, CHATS), services, signal));
  await jobs.schedule(CHATS, '* * * * *');
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
