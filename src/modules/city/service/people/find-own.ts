import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { countAttempt, networkOf } from '#platform/requests/rate-limit';
import { findTicketByCode, findTicketByNumber, selectPartsOf, type Ticket } from '../data/tickets.queries.ts';
import { serviceErrors } from '../errors.ts';
import { isSecretCode } from '../rules/secret-code.ts';
import { namelessCtx } from './save-ticket.ts';
import { codeHash } from './ticket-code.ts';

/**
 * Whose ticket it is: by its code (and the number of a part that was made of it), or of the member who is signed in, by its number. `ip`: of
 * whoever looks.
 */
export type OwnKey = { code: string; number?: string | undefined; ip: string } | { number: string };

/** So many wrong codes an hour from one address: a code cannot be guessed, and nobody keeps the house busy with trying. */
const WRONG_CODES = { limit: 200, windowSeconds: 3600 };

/** Throws `service.ticket_not_found`, the same whether there is no such ticket or it is somebody else's, and `platform.too_many_requests`. */
export async function findOwn(ctx: Ctx, key: OwnKey): Promise<Ticket> {
  const found = 'code' in key ? await byCode(ctx, key) : await byNumber(ctx, key.number);
  if (!found) throw serviceErrors.ticketNotFound();
  return found;
}

async function byCode(
  ctx: Ctx,
  { code, number, ip }: { code: string; number?: string | undefined; ip: string },
): Promise<Ticket | undefined> {
  const found = isSecretCode(code) ? await findTicketByCode(ctx.db, codeHash(code)) : undefined;
  if (!found) {
    // a right one is never refused: whoever else is at this address does not shut it
    if (code !== '') await countAttempt(ctx, `ticket-code:${networkOf(ip)}`, WRONG_CODES);
    return undefined;
  }
  if (number === undefined || number === '' || number === found.number) return found;
  return (await selectPartsOf(ctx.db, found.id)).find((part) => part.number === number);
}

async function byNumber({ db, actor }: Ctx, number: string): Promise<Ticket | undefined> {
  if (actor.kind !== 'member' || number.length > 40) return undefined;
  const found = await findTicketByNumber(db, number);
  return found?.memberId === actor.id ? found : undefined;
}

/** As whom the trace knows what is done to an own ticket: the member whose it is, else nobody. */
export const writerOf = (ctx: Ctx, ticket: Ticket): Ctx =>
  ctx.actor.kind === 'member' && ctx.actor.id === ticket.memberId ? ctx : namelessCtx(ctx);

/** Writes in the trace what whoever sent a ticket did to it. */
export const traceOwn = async (trx: Tx, ctx: Ctx, own: Ticket, action: string, after?: object): Promise<void> =>
  recordAudit(trx, ctx, {
    ...{ action, entity: 'ticket', entityId: own.id, libraryId: own.libraryId, subjectId: own.memberId },
    ...(after && { after }),
  });
