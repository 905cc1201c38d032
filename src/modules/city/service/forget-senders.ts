import { unlinkAudit } from '#modules/ground/audit';
import { forgetNoticesAbout, withdrawGuestMessages } from '#modules/people/notifications';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { withoutPerson } from '#shared/text/without-person';
import { unlinkMails } from './data/mail.queries.ts';
import { deleteFiles, forgetSender, lockForgotten, rewriteMessages, type Forgotten } from './data/personal.queries.ts';
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
    if (mergedIntoId !== null) await rewriteMessages(trx, mergedIntoId, masked);
    for (const about of [aboutTicket(id), aboutWork(id)]) await withdrawGuestMessages(trx, ctx, about);
  }
  const ids = tickets.map(({ id }) => id);
  await unlinkMails(trx, ids);
  const files = await deleteFiles(trx, ids);
  await forgetNoticesAbout(trx, ids.map(aboutTicket));
  await unlinkAudit(trx, { entity: 'ticket', entityIds: ids, keys: [] });
  return { gone: tickets.length, files };
}
