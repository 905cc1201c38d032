import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { insertLink } from './data/desk.queries.ts';
import type { Ticket } from './data/tickets.queries.ts';

/** Staff see a new ticket beside one that it may belong to, in the caller's transaction. */
export async function putBeside(
  trx: Tx,
  ctx: Ctx,
  { id, libraryId }: Pick<Ticket, 'id' | 'libraryId'>,
  other: Pick<Ticket, 'id' | 'number'>,
): Promise<void> {
  await insertLink(trx, Math.min(id, other.id), Math.max(id, other.id));
  const linked = { action: 'ticket.linked', entity: 'ticket', entityId: id, libraryId };
  await recordAudit(trx, ctx, { ...linked, after: { to: other.number } });
}
