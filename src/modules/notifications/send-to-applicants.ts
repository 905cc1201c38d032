import { noteApplicantMessage, takeApplicantMessage, type ApplicantOutcome, type TakenMessage } from '#modules/members';
import { MailError } from '#platform/mail';
import type { Outgoing, SendOutcome } from './carriers/carrier.ts';
import { sendWhatsapp } from './carriers/whatsapp.ts';
import { openChannels, readChannels } from './channel-settings.ts';
import { MAX_ATTEMPTS, retryDelay } from './rules/retry-delay.ts';
import type { SendNeeds } from './send-deliveries.ts';
import { accountUrl } from './write-message.ts';

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
    const outcome = message.channel === 'email' ? await byMail(needs, message) : await byWhatsapp(needs, message);
    await noteApplicantMessage(needs.db, message.id, needs.clock.now(), outcome);
  }
  return taken;
}

async function byMail(needs: SendNeeds, message: TakenMessage): Promise<ApplicantOutcome> {
  const { to, subject, text } = message;
  const domain = new URL(needs.config.publicUrl).hostname;
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

async function byWhatsapp(needs: SendNeeds, message: TakenMessage): Promise<ApplicantOutcome> {
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
