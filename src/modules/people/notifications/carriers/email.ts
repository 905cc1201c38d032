import { MailError, type Mailer } from '#platform/sending/mail';
import { toHtml } from '../rules/to-html.ts';
import type { Outgoing, SendOutcome } from './carrier.ts';

/** @param domain the right side of message ids, e.g. `perpus.blitarkota.go.id` */
export async function sendEmail(mailer: Mailer, to: string, message: Outgoing, domain: string): Promise<SendOutcome> {
  try {
    const { messageId, response } = await mailer.send({
      to,
      subject: message.subject,
      text: message.body,
      html: toHtml(message.subject, message.body, message.language),
      messageId: `${message.key}@${domain}`,
      automatic: true,
      ...(message.unsubscribeUrl !== null && { unsubscribeUrl: message.unsubscribeUrl }),
      ...(message.calendar && { calendar: message.calendar }),
    });
    return { state: 'sent', providerId: messageId.replace(/[<>]/g, ''), detail: response };
  } catch (error) {
    if (!(error instanceof MailError)) throw error;
    if (error.kind === 'not_sent') return { state: 'retry', code: 'not_reached', detail: error.message };
    if (error.kind === 'refused') return { state: 'failed', code: 'refused', detail: error.message };
    return { state: 'unknown', code: 'no_answer', detail: error.message };
  }
}
