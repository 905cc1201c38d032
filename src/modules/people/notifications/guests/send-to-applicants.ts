import {
  noteApplicantMessage,
  takeApplicantMessage,
  type ApplicantOutcome,
  type TakenMessage,
} from '#modules/people/members';
import { MailError } from '#platform/sending/mail';
import type { Outgoing, SendOutcome } from '../carriers/carrier.ts';
import { sendWhatsapp } from '../carriers/whatsapp.ts';
import { openChannels, readChannels } from '../channels/channel-settings.ts';
import { MAX_ATTEMPTS, retryDelay } from '../rules/retry-delay.ts';
import type { SendNeeds as AllNeeds } from '../outbox/send-deliveries.ts';
import { noteSlip, type Progress } from '../outbox/slipped.ts';
import { accountUrl } from '../texts/write-message.ts';

type SendNeeds = Omit<AllNeeds, 'notices'>;

/**
 * Sends what people without a card are to be told: codes of registrations, and why one was turned down. They are nobody's preferences and no
 * quiet hours: somebody waits for them. Where WhatsApp is not connected, or its server refuses them, the message waits for the library's telephone.
 * @returns how many were taken
 */
export async function sendToApplicants(needs: SendNeeds, signal?: AbortSignal): Promise<number> {
  let taken = 0;
  while (!signal?.aborted) {
    const message = await takeApplicantMessage(needs.db, needs.secrets, needs.clock.now());
    if (!message) break;
    taken += 1;
    try {
      await noteApplicantMessage(needs.db, message.id, needs.clock.now(), await safely(needs, message));
    } catch (error) {
      // it is left as it is and counts as unknown after a while
      noteSlip('applicant message', message.id, error);
    }
  }
  return taken;
}

/** A fault of ours before the carrier had the message (a database that was away): the message goes out when it is over. */
async function safely(needs: SendNeeds, message: TakenMessage): Promise<ApplicantOutcome> {
  const progress = { handedOver: false };
  try {
    return await (message.channel === 'email' ? byMail : byWhatsapp)(needs, message, progress);
  } catch (error) {
    if (progress.handedOver) throw error;
    noteSlip('applicant message', message.id, error);
    return again(needs, message, { code: 'not_reached' });
  }
}

async function byMail(needs: SendNeeds, message: TakenMessage, progress: Progress): Promise<ApplicantOutcome> {
  const { to, subject, text } = message;
  const domain = new URL(needs.config.publicUrl).hostname;
  progress.handedOver = true;
  try {
    await needs.mailer.send({ to, subject, text, messageId: `${message.key}@${domain}` });
    return { state: 'sent', outcome: 'accepted' };
  } catch (error) {
    if (!(error instanceof MailError)) throw error;
    if (error.kind === 'not_sent') return again(needs, message, { code: 'not_reached' });
    return error.kind === 'refused'
      ? { state: 'failed', outcome: 'refused' }
      : { state: 'unknown', outcome: 'no_answer' };
  }
}

async function byWhatsapp(needs: SendNeeds, message: TakenMessage, progress: Progress): Promise<ApplicantOutcome> {
  const settings = await readChannels(needs.db, needs.secrets);
  const byHand = { state: 'again', channel: 'phone', at: needs.clock.now() } as const;
  if (!openChannels(settings, needs.mailer.available).whatsapp) return { ...byHand, outcome: null };
  const { to, language, subject, text } = message;
  const outgoing: Outgoing = {
    key: message.key,
    language,
    subject,
    body: text,
    accountUrl: accountUrl(needs.config.publicUrl, language),
    unsubscribeUrl: null,
  };
  progress.handedOver = true;
  const outcome: SendOutcome = await sendWhatsapp(settings.whatsapp, to, outgoing, needs.config.outgoingHosts);
  switch (outcome.state) {
    case 'sent':
      return { state: 'sent', outcome: 'accepted' };
    case 'retry':
      return again(needs, message, outcome);
    case 'failed':
      // plain text reaches only who wrote to us; a librarian's telephone reaches everybody
      return { ...byHand, outcome: outcome.code };
    case 'unknown':
      return { state: 'unknown', outcome: outcome.code };
  }
}

function again(
  { clock }: SendNeeds,
  { attempts, channel }: TakenMessage,
  { code, afterSeconds }: { code: string; afterSeconds?: number },
): ApplicantOutcome {
  if (attempts >= MAX_ATTEMPTS) return { state: 'failed', outcome: 'gave_up' };
  const at = new Date(clock.now().getTime() + retryDelay(attempts, afterSeconds));
  return { state: 'again', channel, at, outcome: code };
}
