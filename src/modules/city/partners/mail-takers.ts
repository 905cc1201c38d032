import { accountActor, staffWho } from '#modules/ground/identity';
import type { Ctx } from '#platform/context';
import type { MailTaker, ReceivedMail, Taken, TakerNeeds } from '#platform/receiving/mail-takers';
import { countAttempt } from '#platform/requests/rate-limit';
import { fileForwarded } from './mails/file-mail.ts';
import { isMailCode } from './mails/mail-code.ts';
import { codesIn } from './mails/rules/filing-code.ts';

/** Mails that one account files; whoever sends on a correspondence of years does so in parts. */
const PER_ACCOUNT = { limit: 200, windowSeconds: 3600 };

/**
 * Mails that staff send on to their secret address, or with their secret mark in the subject, are filed with the partner. Both must be right: the address of
 * an account that may keep partners, and the code of that very account; a sender alone can be forged. What a stranger writes there is a mail like any other.
 */
async function take(ctx: Ctx, needs: TakerNeeds, mail: ReceivedMail): Promise<Taken> {
  const addresses = [...mail.to.map(({ address }) => address), ...mail.delivered];
  const codes = codesIn({ addresses, subject: mail.subject }, needs.ownAddresses);
  const [author, ...others] = mail.from;
  if (codes.length === 0 || !author || others.length > 0) return null;
  const senders = (await staffWho(ctx.db, 'partners.manage')).filter(
    ({ email }) => email?.toLowerCase() === author.address,
  );
  for (const { id } of senders) {
    const actor = (await isMailCode(ctx.db, needs.secrets, id, codes)) ? await accountActor(ctx.db, id) : null;
    if (actor === null) continue;
    await countAttempt(ctx, `partner-mail:${id}`, PER_ACCOUNT);
    const own = [...needs.ownAddresses, author.address];
    return (await fileForwarded({ ...ctx, actor }, needs, { mail, own })) ? 'filed' : 'again';
  }
  // of our own staff, and with a code that is not theirs any more: no matter of the service desk
  return senders.length > 0 ? 'refused' : null;
}

/** Who takes mails of the library's mailbox. */
export const mailTakers: readonly MailTaker[] = [{ take }];
