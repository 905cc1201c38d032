import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { countAttempt } from '#platform/requests/rate-limit';
import type { Services } from '#platform/services';
import { changeTicket, holdThread, type Step } from '../change-ticket.ts';
import { insertMessage } from '../data/messages.queries.ts';
import { insertEvents, type Ticket } from '../data/tickets.queries.ts';
import { serviceErrors } from '../errors.ts';
import { afterPersonWrote, isDone } from '../rules/states.ts';
import { messageInput } from '../schema.ts';
import { tellStaff } from '../tell.ts';
import { findOwn, traceOwn, writerOf, type OwnKey } from './find-own.ts';
import { withFiles } from './keep-files.ts';

const PER_TICKET = { limit: 30, windowSeconds: 3600 };

type Written = OwnKey & { text: string; files?: readonly Blob[] };
/** Throws `platform.too_many_requests`. */
export const countWriting = async (ctx: Ctx, { id }: Ticket): Promise<void> =>
  countAttempt(ctx, `ticket-writes:${id}`, PER_TICKET);
type Needs = Pick<Services, 'storage'>;

type Keep = (trx: Tx, messageId: number) => Promise<void>;

/**
 * Writes a message of the person with its step in the caller's transaction; who holds the ticket is told. Throws `service.ticket_ended`,
 * `service.ticket_not_ended`.
 * @param message.ended whether the ticket is done, as the person believes; null: whatever it is, and if it is, it is open again
 */
export async function addMessage(
  trx: Tx,
  who: Ctx,
  own: Ticket,
  { text, ended, keep }: { text: string; ended: boolean | null; keep: Keep },
): Promise<void> {
  const thread = await holdThread(trx, own.id);
  const { state } = thread.main;
  const isEnded = isDone(state);
  if (ended !== null && isEnded !== ended) throw ended ? serviceErrors.ticketNotEnded() : serviceErrors.ticketEnded();
  const at = who.clock.now();
  await keep(trx, await insertMessage(trx, { ticketId: own.id, author: 'person', text, writtenAt: at }));
  const what = isEnded ? 'reopened' : 'wrote';
  const step: Step = { what, state: isEnded ? 'open' : afterPersonWrote(state) };
  const now = await changeTicket(trx, who, thread, { steps: [step] });
  if (own.id !== thread.main.id) {
    await insertEvents(trx, [{ ticketId: own.id, at, what: step.what, state: now.state }]);
  }
  await traceOwn(trx, who, own, `ticket.${what}`);
  await tellStaff(trx, who, now, { news: 'wrote', key: `wrote:${now.version}` });
}

/** The same as a piece of work of its own. */
async function write(
  ctx: Ctx,
  { storage }: Needs,
  { text, files = [], ...key }: Written,
  ended: boolean,
): Promise<void> {
  const parsed = parseInput(messageInput, { text });
  const own = await findOwn(ctx, key);
  const who = writerOf(ctx, own);
  await countWriting(ctx, own);
  await withFiles(storage, { files, isNameless: own.contactKind === 'none' }, async (keep) =>
    ctx.db.transaction().execute(async (trx) => addMessage(trx, who, own, { text: parsed.text, ended, keep })),
  );
}

/**
 * Whoever sent a ticket adds something to it; if the library waited for that, its clock goes on. Throws `service.ticket_not_found`,
 * `service.ticket_ended` once it is solved, `platform.invalid_input`, `platform.too_many_requests`, refusals of files.
 */
export async function writeAgain(ctx: Ctx, needs: Needs, input: Written): Promise<void> {
  await write(ctx, needs, input, false);
}

/**
 * Whoever sent it says that it is not solved, and why: it is open again, with a fresh clock for its solution. Throws `service.ticket_not_ended`, and
 * as {@link writeAgain}.
 */
export async function reopenByPerson(ctx: Ctx, needs: Needs, input: Written): Promise<void> {
  await write(ctx, needs, input, true);
}
