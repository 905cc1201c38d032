import { getLibrary } from '#modules/ground/libraries';
import { contactMembers, type MemberContact } from '#modules/people/members';
import { watchClock } from '#platform/clock-watch';
import type { Services } from '#platform/services';
import { calendarOf } from './calendar-of.ts';
import type { Outgoing, SendOutcome } from '../carriers/carrier.ts';
import { sendEmail } from '../carriers/email.ts';
import { sendPush } from '../carriers/push.ts';
import { sendTelegram } from '../carriers/telegram.ts';
import { sendWhatsapp } from '../carriers/whatsapp.ts';
import { openChannels, readChannels, type ChannelSettings } from '../channels/channel-settings.ts';
import type { Channel } from '../client.ts';
import {
  claimNext,
  deleteChat,
  deleteSubscriptions,
  endDelivery,
  findChat,
  markInterrupted,
  postpone,
  selectDeliveryNotices,
  selectSubscriptions,
  type ClaimedDelivery,
} from '../data/deliveries.queries.ts';
import { preferencesOf } from '../channels/member-preferences.ts';
import { quietHoursOf } from '../channels/quiet-hours-of.ts';
import { isWanted } from '../rules/choose-channels.ts';
import { internationalPhone } from '#shared/phone-number';
import { afterQuietHours } from '../rules/quiet-hours.ts';
import { MAX_ATTEMPTS, retryDelay } from '../rules/retry-delay.ts';
import { unsubscribeToken } from '../channels/unsubscribe-token.ts';
import { noteSlip, type Progress } from './slipped.ts';
import { accountUrl, oneClickUrl, writeMessage } from '../texts/write-message.ts';

/** After this long, whoever took a delivery is gone: every carrier has answered or been given up by then. */
const GONE_AFTER_MINUTES = 10;
/** Messages that are on their way at the same time, in one process. */
const LANES = 4;
/** After this long it is asked again whether what is held goes. */
const HELD_MINUTES = 15;

export type SendNeeds = Pick<Services, 'db' | 'clock' | 'mailer' | 'config' | 'secrets' | 'notices'>;

/**
 * Sends what is due. Each delivery is taken for this process before it goes out and ended afterwards; one whose process died
 * between is `unknown` and left to people.
 * @returns how many deliveries were taken
 */
export async function sendDeliveries(needs: SendNeeds, signal?: AbortSignal): Promise<number> {
  const now = needs.clock.now();
  await markInterrupted(needs.db, new Date(now.getTime() - GONE_AFTER_MINUTES * 60_000), now);
  // what says nothing true any more is called off for good: by a date that nobody has accepted it waits
  const only = { stillTrue: (await watchClock(needs)) !== null };
  const lanes = await Promise.all(Array.from({ length: LANES }, async () => sendLane(needs, only, signal)));
  return lanes.reduce((sum, taken) => sum + taken, 0);
}

async function sendLane(needs: SendNeeds, only: { stillTrue: boolean }, signal?: AbortSignal): Promise<number> {
  let taken = 0;
  while (!signal?.aborted) {
    const delivery = await claimNext(needs.db, needs.clock.now(), only);
    if (!delivery) break;
    taken += 1;
    const progress = { handedOver: false };
    try {
      await sendOne(needs, delivery, progress);
    } catch (error) {
      const detail = noteSlip('delivery', delivery.id, error);
      // what no carrier was given is tried again; the rest is left as it is and counts as unknown after a while
      if (!progress.handedOver) await tryLater(needs, delivery, detail).catch(() => undefined);
    }
  }
  return taken;
}

/** A fault of ours before the carrier had the message (a database that was away): the message goes out when it is over. */
async function tryLater(needs: SendNeeds, delivery: ClaimedDelivery, detail: string): Promise<void> {
  await writeDown(needs, delivery, { state: 'retry', code: 'not_reached', detail }, (at) => at);
}

async function sendOne(needs: SendNeeds, delivery: ClaimedDelivery, progress: Progress): Promise<void> {
  const { db, clock, notices: kinds } = needs;
  const { channel } = delivery;
  if (channel === 'phone') return;
  const library = await getLibrary({ db }, delivery.libraryId);
  const quiet = (await quietHoursOf(db))(library.id);
  const morning = (at: Date): Date => (delivery.urgent ? at : afterQuietHours(at, library.timeZone, quiet));
  const now = clock.now();
  if (morning(now) > now) {
    return postpone(db, delivery.id, { at: morning(now), outcome: null, outcomeDetail: null, uncount: true });
  }
  const contact = (await contactMembers(db, [delivery.memberId])).get(delivery.memberId);
  const stored = await selectDeliveryNotices(db, delivery.id, now);
  const preferences = (await preferencesOf(db, [delivery.memberId]))(delivery.memberId);
  const notices: typeof stored = [];
  for (const notice of stored) {
    const kind = kinds.get(notice.topic);
    // what no module knows (any more) is no reason to end a delivery
    if (!kind?.by) {
      if (!kind || isWanted(preferences, kind.group, channel)) notices.push(notice);
      continue;
    }
    const still =
      kind.by.channel === channel ? await kind.by.stillWanted(db, delivery.memberId, notice.params, now) : 'no';
    // such a message stands for itself: it holds up nothing else
    if (still === 'held') {
      const at = morning(new Date(now.getTime() + HELD_MINUTES * 60_000));
      return postpone(db, delivery.id, { at, outcome: null, outcomeDetail: null, uncount: true });
    }
    if (still === 'yes') notices.push(notice);
  }
  if (!contact || notices.length === 0) {
    const outcome = stored.length > 0 ? 'no_consent' : 'nothing_left';
    await endDelivery(db, delivery.id, ['sending'], { state: 'cancelled', outcome, outcomeDetail: null, at: now });
    return;
  }
  const { publicUrl } = needs.config;
  const text = await writeMessage(db, kinds, { channel, contact, library, notices, publicUrl });
  const settings = await readChannels(db, needs.secrets);
  const token = unsubscribeToken(needs.secrets, contact.id, channel);
  const message: Outgoing = {
    key: delivery.messageKey,
    language: contact.locale,
    ...text,
    isLetter: notices.some(({ topic }) => kinds.get(topic)?.by),
    accountUrl: accountUrl(publicUrl, contact.locale),
    unsubscribeUrl: oneClickUrl(publicUrl, contact.locale, token),
    calendar: calendarOf(kinds, notices, { publicUrl, language: contact.locale }),
  };
  const open = openChannels(settings, needs.mailer.available)[channel];
  progress.handedOver = open;
  const outcome = open
    ? await handToCarrier(needs, settings, contact, channel, message)
    : ({ state: 'retry', code: 'not_configured', detail: '', afterSeconds: 900 } as const);
  await writeDown(needs, delivery, outcome, morning);
}

async function handToCarrier(
  { db, mailer, config }: SendNeeds,
  settings: ChannelSettings,
  contact: MemberContact,
  channel: Channel,
  message: Outgoing,
): Promise<SendOutcome> {
  const noAddress = { state: 'failed', code: 'no_address', detail: '' } as const;
  const domain = new URL(config.publicUrl).hostname;
  switch (channel) {
    case 'email':
      return contact.email === null ? noAddress : sendEmail(mailer, contact.email, message, domain);
    case 'whatsapp': {
      const phone = internationalPhone(contact.phone);
      return phone === null ? noAddress : sendWhatsapp(settings.whatsapp, phone, message, config.outgoingHosts);
    }
    case 'telegram': {
      const chat = await findChat(db, contact.id);
      if (chat === null) return noAddress;
      const outcome = await sendTelegram(settings.telegram, chat, message, config.outgoingHosts);
      // who blocked the bot does not want it
      if (outcome.state === 'failed' && outcome.code === 'no_consent') await deleteChat(db, contact.id);
      return outcome;
    }
    case 'push': {
      const devices = await selectSubscriptions(db, contact.id);
      const owner = config.publicUrl.startsWith('https:') ? config.publicUrl : `mailto:${config.mailFrom}`;
      const { outcome, gone } = await sendPush(settings.push, devices, message, owner, config.outgoingHosts);
      await deleteSubscriptions(db, gone);
      return outcome;
    }
  }
}

async function writeDown(
  { db, clock }: SendNeeds,
  { id, attempts }: ClaimedDelivery,
  outcome: SendOutcome,
  morning: (at: Date) => Date,
): Promise<void> {
  const at = clock.now();
  const { detail } = outcome;
  switch (outcome.state) {
    case 'sent': {
      const { providerId } = outcome;
      await endDelivery(db, id, ['sending'], {
        state: 'sent',
        outcome: 'accepted',
        outcomeDetail: detail,
        providerId,
        at,
      });
      return;
    }
    case 'retry': {
      if (attempts >= MAX_ATTEMPTS) {
        await endDelivery(db, id, ['sending'], { state: 'failed', outcome: 'gave_up', outcomeDetail: detail, at });
        return;
      }
      const next = morning(new Date(at.getTime() + retryDelay(attempts, outcome.afterSeconds)));
      await postpone(db, id, { at: next, outcome: outcome.code, outcomeDetail: detail });
      return;
    }
    case 'failed':
    case 'unknown':
      await endDelivery(db, id, ['sending'], {
        state: outcome.state,
        outcome: outcome.code,
        outcomeDetail: detail,
        at,
      });
  }
}
