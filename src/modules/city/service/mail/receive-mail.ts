import { isOurMail } from '#modules/people/notifications';
import type { Ctx } from '#platform/context';
import { reportTakenByModules, takenByModules } from '#platform/receiving/mail-takers';
import { isTooMany } from '#platform/requests/rate-limit';
import type { Services } from '#platform/services';
import { isKnownMail } from '../data/mail.queries.ts';
import { namelessCtx } from '../people/save-ticket.ts';
import { mailHashes } from './mail-hashes.ts';
import { refuseSender } from './mail-limits.ts';
import { noteBounce } from './note-bounce.ts';
import { openedMail, openedReport } from './open-mail.ts';
import { parseMail } from './parse-mail.ts';
import { hasOurHost, type OurMail } from './our-mail.ts';
import { readMail } from './rules/read-mail.ts';
import { takeMail } from './take-mail.ts';

/**
 * What came of a mail. `ticket`, `message`: a ticket, or the next message of one. `bounce`: noted on the ticket of the mail that failed. `again`: it was
 * read before. `filed`: a module has taken it. `refused`: it is meant for one that may not take it. `auto`, `list`, `loop`: no person wrote it to us, as it seems. `unknown`: a report of a failure or a complaint that is about nothing of ours. `held`: its sender writes more
 * than a person does.
 */
export type MailOutcome =
  'ticket' | 'message' | 'bounce' | 'again' | 'filed' | 'refused' | 'auto' | 'list' | 'loop' | 'unknown' | 'held';

/** What reading mails needs. */
export type MailNeeds = Pick<Services, 'secrets' | 'storage'>;

/**
 * A mail to the library becomes a ticket, or the next message of one; its sender is told that it came. Read twice, or by two processes at once, it
 * makes nothing twice. What a module takes (`mail-takers.ts`) is none. What programs write makes nothing and is answered by nobody. Throws for what is no mail, and what went wrong here.
 * @param own our addresses, and the right side of our Message-IDs
 */
export async function receiveMail(ctx: Ctx, needs: MailNeeds, source: Buffer, own: OurMail): Promise<MailOutcome> {
  const parsed = await parseMail(source);
  const isOurs = hasOurHost(parsed, own) && (await isOurMail(ctx, needs.secrets, parsed.messageId));
  const mail = readMail(parsed, { addresses: own.addresses, isOurs });
  const who = { ...namelessCtx(ctx), locale: mail.language };
  if (mail.kind === 'loop' || mail.kind === 'auto' || mail.kind === 'list') return mail.kind;
  const hashes = mailHashes(needs.secrets, mail);
  if (await isKnownMail(ctx.db, hashes)) return 'again';
  const takers = { ...needs, ownAddresses: own.addresses };
  if (mail.kind === 'bounce' || mail.kind === 'complaint') {
    const taken = await reportTakenByModules(ctx, takers, openedReport(parsed, mail.kind));
    if (taken !== null) return taken;
    return mail.kind === 'bounce' ? noteBounce(who, needs.secrets, mail, hashes[0]) : 'unknown';
  }
  try {
    const taken = await takenByModules(ctx, takers, await openedMail(parsed));
    if (taken !== null) return taken;
    await refuseSender(who, needs.secrets, mail.sender);
    return await takeMail(who, needs, mail, hashes[0]);
  } catch (error) {
    if (isTooMany(error)) return 'held';
    throw error;
  }
}
