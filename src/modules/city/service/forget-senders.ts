import { unlinkAudit } from '#modules/ground/audit';
import { forgetNoticesAbout, withdrawGuestMessages } from '#modules/people/notifications';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { internationalPhone } from '#shared/phone-number';
import { withoutNamed, withoutPerson } from '#shared/text/without-person';
import { unlinkMails } from './data/mail.queries.ts';
import {
  deleteFiles,
  forgetSender,
  lockForgotten,
  rewriteChange,
  rewriteMessages,
  selectContactsOf,
  selectShared,
  type Forgotten,
} from './data/personal.queries.ts';
import { aboutTicket, aboutWork } from './tell.ts';

/**
 * Who sent tickets is forgotten, also where it stands in what was written; the files go, for people may be seen in them. What was asked and answered
 * stays for the library. Of what waits to be told nothing goes out any more, and the trace says of nobody that it was theirs.
 * @returns how many tickets, and the keys of files that nobody needs any more
 */
export async function forgetSenders(
  trx: Tx,
  ctx: Ctx,
  forgotten: Forgotten,
): Promise<{ gone: number; files: string[] }> {
  const tickets = await lockForgotten(trx, forgotten);
  for (const { id, mergedIntoId, title, ratingWords, changeText, ...who } of tickets) {
    const names = [who.contactName, who.fullName ?? ''].filter(Boolean);
    const words = [who.contact, who.number ?? '', who.email ?? ''].filter(Boolean);
    const masked = (text: string): string => withoutPerson(text, { names, words });
    await forgetSender(trx, id, {
      title: masked(title),
      ratingWords: masked(ratingWords),
      changeText: masked(changeText),
    });
    await rewriteMessages(trx, id, masked);
    // staff may have written of them where they answer several
    if (mergedIntoId !== null) await forgetAt(trx, mergedIntoId, { names, words });
    for (const about of [aboutTicket(id), aboutWork(id)]) await withdrawGuestMessages(trx, ctx, about);
  }
  const ids = tickets.map(({ id }) => id);
  await unlinkMails(trx, ids);
  const files = await deleteFiles(trx, ids);
  await forgetNoticesAbout(trx, ids.map(aboutTicket));
  await unlinkAudit(trx, { entity: 'ticket', entityIds: ids, keys: [] });
  return { gone: tickets.length, files };
}

/** Where several are answered together they may be named too; what is said there of others, and how they are reached, stays. */
async function forgetAt(trx: Tx, mainId: number, named: { names: string[]; words: string[] }): Promise<void> {
  const masked = (text: string): string => withoutNamed(text, named);
  await rewriteMessages(trx, mainId, masked);
  await rewriteChange(trx, mainId, masked);
}

/** Addresses by which a member wrote without an account, and which nobody else has: in the forms in which tickets keep them. */
export async function contactsAlone(trx: Tx, memberId: number): Promise<string[]> {
  const member = await selectContactsOf(trx, memberId);
  const contacts = [member?.email?.toLowerCase(), internationalPhone(member?.phone ?? null)].flatMap(
    (one) => one ?? [],
  );
  const shared = new Set(await selectShared(trx, memberId, contacts));
  return contacts.filter((one) => !shared.has(one));
}
