import { contactMembers } from '#modules/people/members';
import { aboutOfMails } from '#modules/people/notifications';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { Secrets } from '#platform/rights/secrets';
import { holdThread } from '../change-ticket.ts';
import { selectTicketsOfMails } from '../data/mail.queries.ts';
import { findTicket, findTicketByNumber, type Ticket } from '../data/tickets.queries.ts';
import { ticketOfAbout } from '../tell.ts';
import { idHashes } from './mail-hashes.ts';
import type { ReadMail } from './rules/read-mail.ts';

/**
 * The ticket that a mail belongs to. `answers`: it is the next message of that; `isOther`: written from another address than the one we know.
 * Else it names the ticket alone, and becomes one of its own that staff see beside it.
 */
export interface MailThread {
  ticket: Ticket;
  answers: boolean;
  isOther: boolean;
}

/** More names of tickets than one mail is about. */
const MOST_NUMBERS = 5;

const isKnown = ({ contact, memberId }: Ticket): boolean => contact !== '' || memberId !== null;

/** The first of these tickets that a mail can belong to: not one whose sender nobody knows, or knows any more. */
async function firstKnown(ctx: Ctx, ids: readonly number[]): Promise<Ticket | null> {
  for (const id of ids) {
    const ticket = await findTicket(ctx.db, id);
    if (ticket && isKnown(ticket)) return ticket;
  }
  return null;
}

/** Whether a mail was written from where its ticket is answered. A `From` can be forged: by this somebody adds to a ticket, and reads nothing. */
async function isTheirs({ db }: Ctx, { contact, memberId }: Ticket, author: string): Promise<boolean> {
  const email = memberId === null ? contact : (await contactMembers(db, [memberId])).get(memberId)?.email;
  return author !== '' && author === (email ?? '').toLowerCase();
}

/** Tickets that our own mails named in it are about. Whoever names one has seen that mail. */
export async function ticketsOfOurMails(ctx: Ctx, secrets: Secrets, messageIds: readonly string[]): Promise<number[]> {
  return (await aboutOfMails(ctx, secrets, messageIds)).flatMap((about) => ticketOfAbout(about) ?? []);
}

/**
 * To which ticket a mail belongs. An answer to our mail is of its ticket, for nobody else can name that mail; a number in the subject, and the
 * id of what came in before, are known to others, and count for whoever is answered there alone.
 * @returns null: to none
 */
export async function findThread(
  ctx: Ctx,
  secrets: Secrets,
  { references, numbers, sender }: Pick<ReadMail, 'references' | 'numbers' | 'sender'>,
): Promise<MailThread | null> {
  const answered = await firstKnown(ctx, await ticketsOfOurMails(ctx, secrets, references));
  if (answered) {
    return { ticket: answered, answers: true, isOther: !(await isTheirs(ctx, answered, sender.author)) };
  }
  const named = await Promise.all(
    numbers.slice(0, MOST_NUMBERS).map(async (number) => findTicketByNumber(ctx.db, number)),
  );
  const earlier = await selectTicketsOfMails(ctx.db, idHashes(secrets, references));
  const ticket = await firstKnown(ctx, [...named.flatMap((one) => one?.id ?? []), ...earlier]);
  return ticket && { ticket, answers: await isTheirs(ctx, ticket, sender.author), isOther: false };
}

/**
 * Holds the ticket of a mail in the caller's transaction.
 * @returns the thread as it is now; null: whoever sent that ticket was forgotten meanwhile, and nothing of them comes to it any more
 */
export async function heldThread(trx: Tx, thread: MailThread): Promise<MailThread | null> {
  const { main, merged } = await holdThread(trx, thread.ticket.id);
  const ticket = [main, ...merged].find(({ id }) => id === thread.ticket.id);
  return ticket && isKnown(ticket) ? { ...thread, ticket } : null;
}
