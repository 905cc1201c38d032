import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { insertMessage } from '../data/messages.queries.ts';
import type { Ticket } from '../data/tickets.queries.ts';

/** As who a note stands that no person wrote. */
const WRITER = 'Lumbung';

/** Writes a note for staff on a ticket, in the caller's transaction. @param words in Indonesian, as staff write theirs */
export async function noteMachine(
  trx: Tx,
  ctx: Ctx,
  { id, libraryId, memberId }: Ticket,
  words: (inputs: object, options: { locale: 'id' }) => string,
): Promise<void> {
  const text = words({}, { locale: 'id' });
  await insertMessage(trx, { ticketId: id, author: 'note', staffName: WRITER, text, writtenAt: ctx.clock.now() });
  const noted = { action: 'ticket.noted', entity: 'ticket', entityId: id, libraryId, subjectId: memberId };
  await recordAudit(trx, ctx, noted);
}
