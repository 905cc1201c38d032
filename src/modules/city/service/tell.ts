import { staffWho, type StaffAddress } from '#modules/ground/identity';
import { chatsHeard, notify, tellGuest } from '#modules/people/notifications';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { selectWatchers } from './data/desk.queries.ts';
import type { Ticket } from './data/tickets.queries.ts';
import { ticketNews, ticketWork } from './notices.ts';
import { permissionFor } from './rights.ts';

/** Under which what is told about a ticket is kept. */
export const aboutTicket = (id: number): string => `ticket:${id}`;
/** The ticket that something told to its sender is about. */
export const ticketOfAbout = (about: string): number | null => {
  const [, id] = /^ticket:(\d{1,15})$/.exec(about) ?? [];
  return id === undefined ? null : Number(id);
};
/** The same of what staff are told. */
export const aboutWork = (id: number): string => `ticket-staff:${id}`;

export interface News {
  news: 'received' | 'answered' | 'waiting' | 'resolved' | 'handed_over' | 'changed';
  answer: string;
  change: string;
  /** The event, once for each ticket. */
  key: string;
}

/**
 * Tells whoever sent these tickets, in their language: a member by the ways they chose, others by the address they left. Who left none reads it
 * by their code alone, and nothing is kept for them here.
 */
export async function tellPeople(trx: Tx, ctx: Ctx, tickets: readonly Ticket[], { key, ...said }: News): Promise<void> {
  for (const ticket of tickets) {
    const { id, number, title, libraryId, memberId, contact, contactName, language, rateKey } = ticket;
    const byMail = ticket.via === 'mail';
    const isChat = ticket.via === 'whatsapp';
    const byChat = isChat && memberId === null && (await chatsHeard(trx)).whatsapp;
    const asksRating = (byMail || byChat) && memberId === null && mayRate(ticket, said.news);
    const ways = { ...(byMail && { byMail }), ...(byChat && { byChat }), ...(asksRating && { asksRating }) };
    const params = { number, title, ...said, ...ways };
    const told = { params, libraryId, key: `ticket:${id}:${key}`, about: aboutTicket(id) };
    if (memberId !== null) await notify(trx, ctx, ticketNews, { ...told, memberId });
    else if (contact !== '') {
      // nobody knows yet whose address it is: of what a stranger typed nothing goes there before somebody has answered
      const isUnread = said.news === 'received';
      if (isUnread) told.params.title = number;
      const guest = {
        to: contact,
        name: isUnread || contactName === '' ? contact : contactName,
        language,
        // a mail is followed by mail, a chat in the chat: their senders were given no code
        path: asksRating ? `/bantuan/nilai/${rateKey}` : byMail || isChat ? '/bantuan' : '/bantuan/ikuti',
        expiresAt: null,
      };
      await tellGuest(trx, ctx, ticketNews, { ...told, ...guest });
    }
  }
}

/** Whether the link of a message may ask if it was solved: once, and nobody who only said thanks. */
const mayRate = ({ kind, rating }: Ticket, news: News['news']): boolean =>
  kind !== 'praise' && rating === null && (news === 'resolved' || news === 'handed_over');

type Work = 'handed' | 'wrote' | 'rated' | 'warned' | 'escalated';

/**
 * Tells staff by e-mail, those who have an address: the owner and whoever watches, or where nobody holds it those of that library who may answer. Not
 * whoever does it themselves.
 */
export async function tellStaff(
  trx: Tx,
  ctx: Ctx,
  ticket: Ticket,
  { news, key, everybody = false }: { news: Work; key: string; everybody?: boolean },
): Promise<void> {
  const { id, number, title, libraryId } = ticket;
  const own = ctx.actor.kind === 'account' ? ctx.actor.id : null;
  for (const { id: accountId, email, name, locale } of await concerned(trx, ticket, everybody)) {
    if (email === null || accountId === own) continue;
    await tellGuest(trx, ctx, ticketWork, {
      params: { number, title, news },
      ...{ libraryId, key: `ticket-staff:${id}:${key}:${accountId}`, about: aboutWork(id), to: email, name },
      ...{ language: locale, path: `/staf/layanan/${id}`, expiresAt: null },
    });
  }
}

/**
 * Who has to do with a ticket, of those who may answer it: whoever holds or watches it, and where nobody holds it those who are at home at its
 * library; where none is, all.
 * @param everybody those of its library also though somebody holds it, and whoever answers for the promise there
 */
async function concerned(trx: Tx, ticket: Ticket, everybody: boolean): Promise<StaffAddress[]> {
  const able = await staffWho(trx, permissionFor(ticket.kind), ticket.libraryId);
  const watching = new Set((await selectWatchers(trx, ticket.id)).map(({ id }) => id));
  const isHeld = able.some(({ id }) => id === ticket.ownerId);
  const heads = everybody
    ? new Set((await staffWho(trx, 'standards.manage', ticket.libraryId)).map(({ id }) => id))
    : null;
  const there = able.filter(({ homeLibraryId }) => homeLibraryId === ticket.libraryId);
  const asked = isHeld && !everybody ? [] : there.length > 0 ? there : able;
  return able.filter(
    (one) => one.id === ticket.ownerId || watching.has(one.id) || asked.includes(one) || heads?.has(one.id),
  );
}
