import { z } from 'zod';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { holdThread } from '../change-ticket.ts';
import { findTicketByRateKey, insertEvents, updateTickets, type Ticket } from '../data/tickets.queries.ts';
import { serviceErrors } from '../errors.ts';
import { isDone } from '../rules/states.ts';
import { ratingInput, type RatingInput } from '../schema.ts';
import { tellStaff } from '../tell.ts';
import { findOwn, traceOwn, writerOf, type OwnKey } from './find-own.ts';

/** Whether it solved the matter, said once after the solution. Throws `service.ticket_not_found`, `service.ticket_not_ended`, `service.already_rated`. */
export async function rateTicket(ctx: Ctx, { rating, words, ...key }: OwnKey & RatingInput): Promise<void> {
  await keepRating(ctx, await findOwn(ctx, key), { rating, words });
}

/** The same by the link of a message, for who has no code. Throws as {@link rateTicket}. */
export async function rateByLink(ctx: Ctx, key: string, input: RatingInput): Promise<void> {
  await keepRating(ctx, await findLinked(ctx, key), input);
}

/** What the page of such a link says: the number and the place, and nothing of what was written. Throws `service.ticket_not_found`. */
export async function askedByLink(
  ctx: Ctx,
  key: string,
): Promise<{ number: string; libraryName: string; may: 'rate' | 'rated' | 'not_yet' }> {
  const { number, libraryName, state, rating } = await findLinked(ctx, key);
  return { number, libraryName, may: isDone(state) ? (rating === null ? 'rate' : 'rated') : 'not_yet' };
}

async function findLinked(ctx: Ctx, key: string): Promise<Ticket> {
  const found = z.uuid().safeParse(key).success ? await findTicketByRateKey(ctx.db, key) : undefined;
  if (!found) throw serviceErrors.ticketNotFound();
  return found;
}

async function keepRating(ctx: Ctx, own: Ticket, input: RatingInput): Promise<void> {
  const { rating, words } = parseInput(ratingInput, input);
  const who = writerOf(ctx, own);
  await ctx.db.transaction().execute(async (trx) => {
    const { main, merged } = await holdThread(trx, own.id);
    const held = [main, ...merged].find(({ id }) => id === own.id) ?? own;
    // its sender was forgotten while it was waited for
    if (held.rateKey !== own.rateKey) throw serviceErrors.ticketNotFound();
    if (!isDone(held.state)) throw serviceErrors.ticketNotEnded();
    if (held.rating !== null) throw serviceErrors.alreadyRated();
    const at = who.clock.now();
    await updateTickets(trx, [own.id], { rating, ratingWords: words, ratedAt: at }, { isNews: true });
    await insertEvents(trx, [{ ticketId: own.id, at, what: 'rated', state: held.state, detail: rating }]);
    await traceOwn(trx, who, held, 'ticket.rated', { rating });
    await tellStaff(trx, who, main, { news: 'rated', key: `rated:${own.id}:${main.version}` });
  });
}
