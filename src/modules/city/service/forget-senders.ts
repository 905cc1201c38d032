import { forgetNoticesAbout } from '#modules/people/notifications';
import type { Tx } from '#platform/database/db';
import { withoutPerson } from '#shared/text/without-person';
import { deleteFiles, forgetSender, lockForgotten, rewriteMessages, type Forgotten } from './data/personal.queries.ts';
import { aboutTicket } from './tell.ts';

/**
 * Who sent tickets is forgotten, also where it stands in what was written; the files go, for people may be seen in them. What was asked and answered
 * stays for the library.
 * @returns how many tickets, and the keys of files that nobody needs any more
 */
export async function forgetSenders(trx: Tx, forgotten: Forgotten): Promise<{ gone: number; files: string[] }> {
  const tickets = await lockForgotten(trx, forgotten);
  for (const { id, title, ratingWords, changeText, contact, contactName, fullName, number, email } of tickets) {
    const names = [contactName, fullName ?? ''].filter(Boolean);
    const words = [contact, number ?? '', email ?? ''].filter(Boolean);
    const masked = (text: string): string => withoutPerson(text, { names, words });
    await forgetSender(trx, id, {
      title: masked(title),
      ratingWords: masked(ratingWords),
      changeText: masked(changeText),
    });
    await rewriteMessages(trx, id, masked);
  }
  const ids = tickets.map(({ id }) => id);
  const files = await deleteFiles(trx, ids);
  await forgetNoticesAbout(trx, ids.map(aboutTicket));
  return { gone: tickets.length, files };
}
