import { staffHere } from '#modules/ground/identity';
import { tellGuest } from '#modules/people/notifications';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { m } from '#i18n/messages';
import { insertMessage, selectMessages } from '../data/messages.queries.ts';
import type { Ticket } from '../data/tickets.queries.ts';
import { serviceErrors } from '../errors.ts';
import { praisePassed } from '../notices.ts';
import { aboutWork } from '../tell.ts';
import { takeForWork, traceWork } from './answer-ticket.ts';

/** Who can be praised: whoever works here. */
export const praisedStaff = async ({ db }: Pick<Ctx, 'db'>): Promise<{ id: number; name: string }[]> =>
  (await staffHere(db)).map(({ id, name }) => ({ id, name }));

/**
 * Praise reaches whoever earned it: by e-mail, in the words in which it came and without the name of whoever sent it. That it did stands as a note on
 * the ticket; passed on twice to one person, it is sent once. Throws as {@link takeForWork}, `service.not_praise`, `service.nobody_there` (no such colleague,
 * or without an e-mail address).
 */
export async function passOnPraise(ctx: Ctx, id: number, accountId: number): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const { main } = await takeForWork(trx, ctx, id);
    if (main.kind !== 'praise') throw serviceErrors.notPraise();
    const earned = (await staffHere(trx)).find((one) => one.id === accountId);
    if (!earned?.email) throw serviceErrors.nobodyThere({}, { accountId: 'unknown' });
    if (!(await send(trx, ctx, main, { ...earned, email: earned.email }))) return;
    await insertMessage(trx, {
      ...{ ticketId: id, author: 'note', staffName: actorName(ctx.actor), writtenAt: ctx.clock.now() },
      text: m.service_praise_note({ name: earned.name }),
    });
    await traceWork(trx, ctx, main, 'ticket.praise_passed', { to: earned.name });
  });
}

async function send(
  trx: Tx,
  ctx: Ctx,
  { id, number, libraryId, libraryName }: Ticket,
  { id: accountId, name, email, locale }: { id: number; name: string; email: string; locale: 'id' | 'en' },
): Promise<boolean> {
  const said = (await selectMessages(trx, [id])).filter(({ author }) => author === 'person');
  return tellGuest(trx, ctx, praisePassed, {
    params: { number, library: libraryName, words: said.map(({ text }) => text).join('\n\n') },
    ...{ libraryId, key: `ticket-praise:${id}:${accountId}`, about: aboutWork(id), to: email, name },
    ...{ language: locale, path: '/staf', expiresAt: null },
  });
}
