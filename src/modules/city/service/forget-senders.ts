import { unlinkAudit } from '#modules/ground/audit';
import { forgetNoticesAbout, withdrawGuestMessages } from '#modules/people/notifications';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { internationalPhone } from '#shared/phone-number';
import { withoutNamed, withoutPerson, type Named } from '#shared/text/without-person';
import { unlinkMails } from './data/mail.queries.ts';
import {
  deleteFiles,
  forgetSender,
  lockForgotten,
  rewriteMessages,
  rewriteTicket,
  selectCard,
  selectShared,
  selectTogether,
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
  const erased = 'memberId' in forgotten ? await selectCard(trx, forgotten.memberId) : undefined;
  for (const { id, mergedIntoId, title, ratingWords, changeText, contact, contactName, memberId } of tickets) {
    const card = erased ?? (memberId === null ? undefined : await selectCard(trx, memberId));
    const named = namedBy(contact, contactName, card);
    const own = (text: string): string => withoutPerson(text, named);
    const ofOthers = (text: string): string => withoutNamed(text, named);
    const together = await selectTogether(trx, id, mergedIntoId ?? id);
    // what others read too keeps how they and the library are reached
    const ours = together.length > 0 ? ofOthers : own;
    await forgetSender(trx, id, { title: own(title), ratingWords: own(ratingWords), changeText: ours(changeText) });
    await rewriteMessages(trx, id, (text, byPerson) => (byPerson ? own(text) : ours(text)));
    for (const other of together) {
      await rewriteMessages(trx, other, ofOthers);
      await rewriteTicket(trx, other, ofOthers);
    }
    for (const about of [aboutTicket(id), aboutWork(id)]) await withdrawGuestMessages(trx, ctx, about);
  }
  const ids = tickets.map(({ id }) => id);
  await unlinkMails(trx, ids);
  const files = await deleteFiles(trx, ids);
  await forgetNoticesAbout(trx, ids.map(aboutTicket));
  await unlinkAudit(trx, { entity: 'ticket', entityIds: ids, keys: [] });
  return { gone: tickets.length, files };
}

type Card = NonNullable<Awaited<ReturnType<typeof selectCard>>>;

/** Who sent a ticket, by what they left there and by their card. */
function namedBy(contact: string, contactName: string, card: Card | undefined): Named {
  const isPhone = contact !== '' && !contact.includes('@');
  return {
    names: [contactName, card?.fullName ?? ''].filter(Boolean),
    words: [isPhone ? '' : contact, card?.number ?? '', card?.email ?? ''].filter(Boolean),
    phones: [isPhone ? contact : '', card?.phone ?? ''].filter(Boolean),
  };
}

/** Addresses by which a member wrote without an account, and which nobody else has: in the forms in which tickets keep them. */
export async function contactsAlone(trx: Tx, memberId: number): Promise<string[]> {
  const member = await selectCard(trx, memberId);
  const contacts = [member?.email?.toLowerCase(), internationalPhone(member?.phone ?? null)].flatMap(
    (one) => one ?? [],
  );
  const shared = new Set(await selectShared(trx, memberId, contacts));
  return contacts.filter((one) => !shared.has(one));
}
