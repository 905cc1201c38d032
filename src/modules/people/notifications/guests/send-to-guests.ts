import { whileClockHolds } from '#platform/clock-watch';
import { calendarOf } from '../outbox/calendar-of.ts';
import type { SendOutcome } from '../carriers/carrier.ts';
import { sendEmail } from '../carriers/email.ts';
import { sendWhatsapp } from '../carriers/whatsapp.ts';
import { openChannels, readChannels, type ChannelSettings } from '../channels/channel-settings.ts';
import {
  claimGuestMessage,
  endGuestMessage,
  endStaleGuestMessages,
  followChannels,
  leaveToPerson,
  putGuestMessageBack,
  type ClaimedGuestMessage,
} from '../data/guest-messages.queries.ts';
import { MAX_ATTEMPTS, retryDelay } from '../rules/retry-delay.ts';
import type { SendNeeds } from '../outbox/send-deliveries.ts';
import { noteSlip, type Progress } from '../outbox/slipped.ts';
import { mailKeyOf } from './about-of-mails.ts';
import { writeToGuest } from './write-to-guest.ts';

/** After this long, whoever took a message is gone. */
const GONE_AFTER_MINUTES = 10;

/**
 * Sends what guests are to be told, by e-mail or WhatsApp; they have no quiet hours. Where neither is open for an address, or does not take
 * a message for certain, a person tells it. @returns how many were taken
 */
export async function sendToGuests(needs: SendNeeds, signal?: AbortSignal): Promise<number> {
  const { db, clock, mailer, secrets } = needs;
  const now = clock.now();
  await whileClockHolds(needs, async () =>
    endStaleGuestMessages(db, now, new Date(now.getTime() - GONE_AFTER_MINUTES * 60_000)),
  );
  const settings = await readChannels(db, secrets);
  const { email, whatsapp } = openChannels(settings, mailer.available);
  await followChannels(db, now, { email, whatsapp });
  let taken = 0;
  while (!signal?.aborted) {
    const message = await claimGuestMessage(db, clock.now(), { email, whatsapp });
    if (!message) break;
    taken += 1;
    try {
      await sendOne(needs, settings, message);
    } catch (error) {
      // it is left as it is and counts as unknown after a while
      noteSlip('guest message', message.id, error);
    }
  }
  return taken;
}

async function sendOne(needs: SendNeeds, settings: ChannelSettings, message: ClaimedGuestMessage): Promise<void> {
  const { db, clock } = needs;
  const outcome = await safely(needs, settings, message);
  const at = clock.now();
  if (outcome.state === 'sent') return endGuestMessage(db, message.id, { outcome: 'accepted', at });
  if (outcome.state !== 'retry') return leaveToPerson(db, message.id, outcome.code);
  if (message.attempts >= MAX_ATTEMPTS) return leaveToPerson(db, message.id, 'gave_up');
  const next = new Date(at.getTime() + retryDelay(message.attempts, outcome.afterSeconds));
  return putGuestMessageBack(db, message.id, { at: next, outcome: outcome.code });
}

/** A fault of ours before the carrier had the message (a database that was away): the message goes out when it is over. */
async function safely(needs: SendNeeds, settings: ChannelSettings, message: ClaimedGuestMessage): Promise<SendOutcome> {
  const progress = { handedOver: false };
  try {
    return await attempt(needs, settings, message, progress);
  } catch (error) {
    if (progress.handedOver) throw error;
    return { state: 'retry', code: 'not_reached', detail: noteSlip('guest message', message.id, error) };
  }
}

async function attempt(
  needs: SendNeeds,
  settings: ChannelSettings,
  message: ClaimedGuestMessage,
  progress: Progress,
): Promise<SendOutcome> {
  const { mailer, config, notices, secrets } = needs;
  const { key, language, email, phone } = message;
  const text = await writeToGuest(needs, message, phone === null ? 'email' : 'whatsapp');
  const outgoing = { key, language, ...text, accountUrl: '', unsubscribeUrl: null };
  const { publicUrl } = config;
  const calendar = calendarOf(notices, [message], { publicUrl, language });
  progress.handedOver = true;
  if (phone !== null) return sendWhatsapp(settings.whatsapp, phone, outgoing, config.outgoingHosts);
  const mail = { ...outgoing, key: mailKeyOf(secrets, message.id), calendar };
  return sendEmail(mailer, email ?? '', mail, new URL(publicUrl).hostname);
}
