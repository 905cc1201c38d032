import { APPLICANT_QUEUE } from '#modules/people/members';
import { whileClockHolds } from '#platform/clock-watch';
import { systemCtx } from '#platform/context';
import { allParts } from '#platform/database/round';
import type { JobModule, Services } from '#platform/services';
import { prepareChannels } from './channels/channel-settings.ts';
import { planDeliveries } from './outbox/plan-deliveries.ts';
import { deleteOldGuestMessages } from './data/guest-messages.queries.ts';
import { deleteOldHeard } from './data/heard.queries.ts';
import { cancelStalePhone, eraseOldNotices, eraseWords } from './data/delivery-log.queries.ts';
import { readTelegram } from './channels/read-telegram.ts';
import { remindMemberships } from './texts/remind-memberships.ts';
import { sendDeliveries } from './outbox/send-deliveries.ts';
import { SEND_QUEUE } from './outbox/send-soon.ts';
import { sendToApplicants } from './guests/send-to-applicants.ts';
import { sendToGuests } from './guests/send-to-guests.ts';
import { tellDecisions } from './guests/tell-decisions.ts';

const GUEST_QUEUE = 'notifications.guests';
const TELEGRAM_QUEUE = 'notifications.telegram';
const MEMBERSHIP_QUEUE = 'notifications.memberships';
const TIDY_QUEUE = 'notifications.tidy';
/** A message for a librarian's phone that nobody sent in so many days is none any more. */
const PHONE_DAYS = 7;
/** What was told says what a member reads: its words are kept for a month, that it was sent for a year. */
const WORDS_DAYS = 30;
const KEEP_DAYS = 365;
/** What people wrote and nobody could take for so long; and what is known again when it is heard twice. */
const HEARD_DAYS = { waiting: 30, taken: 400 };

/** Takes away what was told long ago, to members and to guests. */
export async function tidyNotices({ db, clock }: Pick<Services, 'db' | 'clock'>): Promise<void> {
  const now = clock.now();
  const ago = (days: number): Date => new Date(now.getTime() - days * 86_400_000);
  await allParts({ requestId: TIDY_QUEUE }, [
    async () => cancelStalePhone(db, now, ago(PHONE_DAYS)),
    async () => eraseWords(db, ago(WORDS_DAYS)),
    async () => eraseOldNotices(db, ago(KEEP_DAYS)),
    async () => deleteOldGuestMessages(db, ago(KEEP_DAYS)),
    async () => deleteOldHeard(db, { waiting: ago(HEARD_DAYS.waiting), taken: ago(HEARD_DAYS.taken) }),
  ]);
}

/**
 * Every minute: what there is to tell becomes deliveries, and those that are due go out. What people without a card wait for goes at once.
 * Every hour: cards that will expire, and what was told long ago goes.
 */
const notificationJobs: JobModule = async (services) => {
  if (services.jobs.inWorker) return;
  await prepareChannels(services.db, services.secrets);
  await services.jobs.work(SEND_QUEUE, async (data, signal) => {
    const ctx = systemCtx(services.db, services.clock, SEND_QUEUE);
    await allParts(ctx, [
      async () => tellDecisions(ctx, signal),
      async () => planDeliveries(services, { atOnce: 'atOnce' in data }),
      async () => sendDeliveries(services, signal),
    ]);
  });
  await services.jobs.schedule(SEND_QUEUE, '* * * * *');
  // queues of their own: neither waits behind a mailing to thousands
  await services.jobs.work(APPLICANT_QUEUE, async (_data, signal) => {
    await sendToApplicants(services, signal);
  });
  await services.jobs.schedule(APPLICANT_QUEUE, '* * * * *');
  await services.jobs.work(GUEST_QUEUE, async (_data, signal) => {
    await sendToGuests(services, signal);
  });
  await services.jobs.schedule(GUEST_QUEUE, '* * * * *');
  await services.jobs.work(TELEGRAM_QUEUE, async () => readTelegram(services));
  await services.jobs.schedule(TELEGRAM_QUEUE, '* * * * *');
  await services.jobs.work(MEMBERSHIP_QUEUE, async (_data, signal) => {
    await remindMemberships(systemCtx(services.db, services.clock, MEMBERSHIP_QUEUE), signal);
  });
  await services.jobs.schedule(MEMBERSHIP_QUEUE, '4 * * * *');
  await services.jobs.work(TIDY_QUEUE, async () => {
    await whileClockHolds(services, async () => tidyNotices(services));
  });
  await services.jobs.schedule(TIDY_QUEUE, '34 * * * *');
};

/** The work that it takes from the queues. */
export const jobs: readonly JobModule[] = [notificationJobs];
