import { localizeHref } from '#i18n/runtime';
import { getLibrary } from '#modules/libraries';
import { sendEmail } from './carriers/email.ts';
import {
  claimGuestMessage,
  endGuestMessage,
  endStaleGuestMessages,
  putGuestMessageBack,
  type ClaimedGuestMessage,
} from './data/guest-messages.queries.ts';
import { selectTextsFor } from './data/templates.queries.ts';
import { describeNotice } from './describe-notice.ts';
import { composePart } from './rules/compose-message.ts';
import { pickScoped } from './rules/pick-scoped.ts';
import { fill, type NoticeText } from './rules/placeholders.ts';
import { MAX_ATTEMPTS, retryDelay } from './rules/retry-delay.ts';
import { shippedText } from './rules/shipped-texts.ts';
import { readContent } from './schema.ts';
import type { SendNeeds } from './send-deliveries.ts';

/** After this long, whoever took a message is gone. */
const GONE_AFTER_MINUTES = 10;

/** Sends what guests are to be told by e-mail; they have no quiet hours. @returns how many were taken */
export async function sendToGuests(needs: SendNeeds, signal?: AbortSignal): Promise<number> {
  const { db, clock, mailer } = needs;
  const now = clock.now();
  await endStaleGuestMessages(db, now, new Date(now.getTime() - GONE_AFTER_MINUTES * 60_000));
  let taken = 0;
  while (mailer.available && !signal?.aborted) {
    const message = await claimGuestMessage(db, clock.now());
    if (!message) break;
    taken += 1;
    await sendOne(needs, message);
  }
  return taken;
}

async function sendOne(needs: SendNeeds, message: ClaimedGuestMessage): Promise<void> {
  const { db, clock, mailer, config } = needs;
  const text = await written(needs, message);
  const outgoing = { key: message.key, language: message.language, ...text, accountUrl: '', unsubscribeUrl: null };
  const outcome = await sendEmail(mailer, message.email, outgoing, new URL(config.publicUrl).hostname);
  const at = clock.now();
  if (outcome.state === 'sent') return endGuestMessage(db, message.id, { state: 'sent', outcome: 'accepted', at });
  if (outcome.state !== 'retry')
    return endGuestMessage(db, message.id, { state: outcome.state, outcome: outcome.code, at });
  if (message.attempts >= MAX_ATTEMPTS)
    return endGuestMessage(db, message.id, { state: 'failed', outcome: 'gave_up', at });
  const next = new Date(at.getTime() + retryDelay(message.attempts));
  return putGuestMessageBack(db, message.id, { at: next, outcome: outcome.code });
}

/** The library's text of the topic; where members are led to their account, a guest is led to the page of the message. */
async function written({ db, config }: SendNeeds, message: ClaimedGuestMessage): Promise<NoticeText> {
  const { topic, language, name, path } = message;
  const library = await getLibrary({ db }, message.libraryId);
  const own = await selectTextsFor(db, { topics: [topic], channel: 'email', language });
  const ofAll = own.filter((row) => row.categoryId === null);
  const text = pickScoped(ofAll, { libraryId: library.id, categoryId: 0 }) ?? shippedText(topic, 'email', language);
  const { publicUrl } = config;
  const items = describeNotice(readContent(topic, message.params), { timeZone: library.timeZone, language, publicUrl });
  const common = {
    nama: name,
    nomor: '',
    perpustakaan: library.name,
    tautan: publicUrl + localizeHref(path, { locale: language }),
    atur: '',
    jumlah: String(items.length),
  };
  const said = composePart({ topic, text, items }, common);
  return {
    subject: fill(text.subject, { ...common, ...items[0] })
      .replace(/\s+/g, ' ')
      .trim(),
    body: `${name},\n\n${said}\n\n${library.name}`,
  };
}
