import type { Ctx } from '#platform/context';
import type { Secrets } from '#platform/rights/secrets';
import { m } from '#i18n/messages';
import { insertMail, type MailHashes } from '../data/mail.queries.ts';
import { findTicket } from '../data/tickets.queries.ts';
import { ticketsOfOurMails } from './find-thread.ts';
import { mayNoteBounce } from './mail-limits.ts';
import { noteMachine } from './note-machine.ts';
import type { ReadMail } from './rules/read-mail.ts';

/**
 * A mail of ours did not arrive: it is noted on its ticket that the address does not work. Only what names our mail by its own id counts, so
 * nobody makes up a failure; one that is only late is none. Of many on one ticket a few are noted.
 */
export async function noteBounce(
  ctx: Ctx,
  secrets: Secrets,
  { mentioned, failedForGood }: ReadMail,
  hashes: MailHashes,
): Promise<'bounce' | 'unknown' | 'again'> {
  const [ticketId] = failedForGood ? await ticketsOfOurMails(ctx, secrets, mentioned) : [];
  const ticket = ticketId === undefined ? undefined : await findTicket(ctx.db, ticketId);
  if (!ticket) return 'unknown';
  return ctx.db.transaction().execute(async (trx) => {
    const known = await insertMail(trx, hashes, { ticketId: ticket.id, receivedAt: ctx.clock.now() });
    if (known === null) return 'again';
    if (await mayNoteBounce({ ...ctx, db: trx }, ticket)) await noteMachine(trx, ctx, ticket, m.service_mail_bounced);
    return 'bounce';
  });
}
