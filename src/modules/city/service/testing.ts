import type { Ctx } from '#platform/context';
import type { Services } from '#platform/services';
import { sendTicket, ticketForm, type SentTicket } from './people/send-ticket.ts';

export { closeResolved, resolveSilent, watchClocks } from './watch-clocks.ts';
export { mergePastTickets, savePastTicket, type PastAct, type PastTicket } from './save-past-ticket.ts';
export { findByNumber } from './desk/view-ticket.ts';
export { saveCannedIn } from './desk/edit-canned.ts';
export { collectMails } from './mail/collect-mails.ts';
export { receiveMail } from './mail/receive-mail.ts';

let sent = 0;
/** Sends something by a form of its own, from an address of its own unless one is given. */
export async function sendOne(
  ctx: Ctx,
  needs: Pick<Services, 'secrets' | 'storage'>,
  more: Partial<SentTicket> = {},
): Promise<{ number: string; code: string }> {
  const { token } = await ticketForm(ctx, needs.secrets);
  sent += 1;
  return sendTicket(ctx, needs, {
    ...{ token, proof: '', ip: `192.0.${sent % 200}.${Math.floor(sent / 200)}`, kind: 'question', contactKind: 'none' },
    ...{ text: 'Apakah hari Sabtu buka?' },
    ...more,
  });
}
