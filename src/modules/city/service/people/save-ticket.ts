import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { nextNumber } from '#platform/database/counters';
import type { Tx } from '#platform/database/db';
import { localDate } from '#shared/dates';
import { numberScope, renderNumber } from '#shared/number-pattern';
import { keepClocks } from '../change-ticket.ts';
import { insertMessage } from '../data/messages.queries.ts';
import { findTicket, insertEvents, insertTicket, type Ticket } from '../data/tickets.queries.ts';
import { serviceErrors } from '../errors.ts';
import { titleOf, type ContactKind, type TicketKind, type TicketVia } from '../rules/states.ts';
import type { KeptAbout } from './describe-about.ts';
import { codeHash } from './ticket-code.ts';

const NUMBER = 'K-{YYYY}-{seq:5}';

export interface NewTicket extends KeptAbout {
  code: string;
  kind: TicketKind;
  library: { id: number; timeZone: string };
  via: TicketVia;
  language: 'id' | 'en';
  text: string;
  contactKind: ContactKind;
  memberId: number | null;
  contact: string;
  contactName: string;
  proven: boolean;
  splitFromId?: number;
}

/** Who sent something without a name is nobody, in the trace too. */
export const namelessCtx = (ctx: Ctx): Ctx => ({ ...ctx, actor: { kind: 'anonymous' } });

/**
 * Writes a ticket with its first message, in the caller's transaction, and starts its clocks.
 * @returns null when the code is known: the same form was sent before
 */
export async function saveTicket(
  trx: Tx,
  ctx: Ctx,
  { code, library, text, ...rest }: NewTicket,
): Promise<{ ticket: Ticket; messageId: number } | null> {
  const now = ctx.clock.now();
  const given = { date: localDate(now, library.timeZone) };
  const counted = await nextNumber(trx, 'ticket', numberScope(NUMBER, given));
  const id = await insertTicket(trx, {
    ...rest,
    number: renderNumber(NUMBER, given, counted),
    codeHash: codeHash(code),
    libraryId: library.id,
    title: titleOf(text),
    createdAt: now,
    clockFrom: now,
  });
  if (id === null) return null;
  const messageId = await insertMessage(trx, { ticketId: id, author: 'person', text, writtenAt: now });
  const staffName = ctx.actor.kind === 'account' ? ctx.actor.name : '';
  await insertEvents(trx, [{ ticketId: id, at: now, what: 'received', state: 'new', staffName, detail: rest.kind }]);
  await recordAudit(trx, ctx, {
    action: 'ticket.received',
    entity: 'ticket',
    entityId: id,
    libraryId: library.id,
    subjectId: rest.memberId,
    after: { kind: rest.kind, via: rest.via, contactKind: rest.contactKind },
  });
  const ticket = await findTicket(trx, id);
  if (!ticket) throw serviceErrors.ticketNotFound();
  return { ticket: await keepClocks(trx, ticket, now), messageId };
}
