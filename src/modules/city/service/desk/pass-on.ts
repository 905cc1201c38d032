import { staffAt } from '#modules/ground/identity';
import { contactMembers } from '#modules/people/members';
import { tellGuest } from '#modules/people/notifications';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { withoutPerson } from '#shared/text/without-person';
import { m } from '#i18n/messages';
import { insertMessage, selectMessages } from '../data/messages.queries.ts';
import type { Ticket } from '../data/tickets.queries.ts';
import { serviceErrors } from '../errors.ts';
import { praisePassed } from '../notices.ts';
import { aboutWork } from '../tell.ts';
import { takeForWork, traceWork } from './answer-ticket.ts';

/** Who can be praised for a ticket: whoever works at its library or in the whole network, and has an e-mail address. */
export const praisedStaff = async (
  { db }: Pick<Ctx, 'db'>,
  { libraryId }: { libraryId: number },
): Promise<{ id: number; name: string }[]> =>
  (await staffAt(db, libraryId)).flatMap(({ id, name, email }) => (email === null ? [] : [{ id, name }]));

/**
 * Praise reaches whoever earned it: by e-mail, in the words in which it came, without what says who sent it. That it did stands as a note on
 * the ticket; passed on twice to one person, it is sent once. Throws as {@link takeForWork}, `service.not_praise`, `service.nobody_there` (no such colleague,
 * or without an e-mail address).
 * @returns false: they had it before
 */
export async function passOnPraise(ctx: Ctx, id: number, accountId: number): Promise<boolean> {
  return ctx.db.transaction().execute(async (trx) => {
    const { main } = await takeForWork(trx, ctx, id);
    if (main.kind !== 'praise') throw serviceErrors.notPraise();
    const earned = (await staffAt(trx, main.libraryId)).find((one) => one.id === accountId);
    if (!earned?.email) throw serviceErrors.nobodyThere({}, { accountId: 'unknown' });
    if (!(await send(trx, ctx, main, { ...earned, email: earned.email }))) return false;
    await insertMessage(trx, {
      ...{ ticketId: id, author: 'note', staffName: actorName(ctx.actor), writtenAt: ctx.clock.now() },
      text: m.service_praise_note({ name: earned.name }),
    });
    await traceWork(trx, ctx, main, 'ticket.praise_passed', { to: earned.name });
    return true;
  });
}

async function send(
  trx: Tx,
  ctx: Ctx,
  { id, number, libraryId, libraryName, memberId, contact, contactName }: Ticket,
  { id: accountId, name, email, locale }: { id: number; name: string; email: string; locale: 'id' | 'en' },
): Promise<boolean> {
  const said = (await selectMessages(trx, [id])).filter(({ author }) => author === 'person');
  const member = memberId === null ? undefined : (await contactMembers(trx, [memberId])).get(memberId);
  const names = [contactName, member?.fullName ?? ''].filter(Boolean);
  const words = [contact, member?.number ?? ''].filter(Boolean);
  return tellGuest(trx, ctx, praisePassed, {
    params: {
      ...{ number, library: libraryName },
      words: said.map(({ text }) => withoutPerson(text, { names, words })).join('\n\n'),
    },
    ...{ libraryId, key: `ticket-praise:${id}:${accountId}`, about: aboutWork(id), to: email, name },
    ...{ language: locale, path: '/staf', expiresAt: null },
  });
}
