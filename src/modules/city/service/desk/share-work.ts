import { staffWho } from '#modules/ground/identity';
import { getLibrary } from '#modules/ground/libraries';
import { accountOf, actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { changeTicket, type Step, type Thread } from '../change-ticket.ts';
import { deleteWatcher, insertWatcher, replaceTags, selectWatchers } from '../data/desk.queries.ts';
import { updateTickets, type Ticket } from '../data/tickets.queries.ts';
import { serviceErrors } from '../errors.ts';
import { authorizeTicket, permissionFor } from '../rights.ts';
import type { TicketKind } from '../rules/states.ts';
import { tagsInput } from '../schema.ts';
import { tellStaff } from '../tell.ts';
import { takeForWork, traceWork } from './answer-ticket.ts';

/** A new one is being worked on when somebody holds it. */
const begun = (ticket: Ticket): Pick<Step, 'state'> => (ticket.state === 'new' ? { state: 'open' } : {});

/** Who is signed in holds the ticket from now on. Throws as {@link takeForWork}. */
export async function takeTicket(ctx: Ctx, id: number): Promise<void> {
  const accountId = accountOf(ctx.actor);
  if (accountId === null) throw platformErrors.forbidden();
  await ctx.db.transaction().execute(async (trx) => {
    const thread = await takeForWork(trx, ctx, id);
    const { main } = thread;
    if (main.ownerId === accountId) return;
    const step: Step = { what: 'taken', detail: actorName(ctx.actor), ...begun(main) };
    await changeTicket(trx, ctx, thread, { steps: [step], set: { ownerId: accountId } });
    await traceWork(trx, ctx, main, 'ticket.taken');
  });
}

/** Accounts that may answer such tickets at a library, by name; for who may answer there. */
export async function colleaguesFor(
  { db }: Pick<Ctx, 'db'>,
  { kind, libraryId }: { kind: TicketKind; libraryId: number },
): Promise<{ id: number; name: string }[]> {
  const able = await staffWho(db, permissionFor(kind), libraryId);
  return able.map(({ id, name }) => ({ id, name }));
}

/** Hands a ticket to a colleague, who is told. Throws as {@link takeForWork}, `service.cannot_answer` where that account may not answer it. */
export async function handTicket(ctx: Ctx, id: number, accountId: number): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const thread = await takeForWork(trx, ctx, id);
    const { main } = thread;
    const colleague = (await colleaguesFor({ db: trx }, main)).find((one) => one.id === accountId);
    if (!colleague) throw serviceErrors.cannotAnswer();
    if (main.ownerId === accountId) return;
    const step: Step = { what: 'handed', detail: colleague.name, ...begun(main) };
    const now = await changeTicket(trx, ctx, thread, { steps: [step], set: { ownerId: accountId } });
    await tellStaff(trx, ctx, now, { news: 'handed', key: `handed:${now.version}` });
    await traceWork(trx, ctx, main, 'ticket.handed', { to: colleague.name });
  });
}

/** Whether who is signed in is told of what becomes of a ticket. Throws as {@link takeForWork}. */
export async function watchTicket(ctx: Ctx, id: number, watches: boolean): Promise<void> {
  const accountId = accountOf(ctx.actor);
  if (accountId === null) throw platformErrors.forbidden();
  await ctx.db.transaction().execute(async (trx) => {
    const { main } = await takeForWork(trx, ctx, id);
    await (watches ? insertWatcher : deleteWatcher)(trx, id, accountId);
    await traceWork(trx, ctx, main, 'ticket.watched', { watches });
  });
}

/** The words by which staff find a ticket again; lower case, each once. Throws as {@link takeForWork}, `platform.invalid_input`. */
export async function tagTicket(ctx: Ctx, id: number, tags: readonly string[]): Promise<void> {
  const parsed = parseInput(tagsInput, { tags });
  await ctx.db.transaction().execute(async (trx) => {
    const { main } = await takeForWork(trx, ctx, id);
    const each = [...new Set(parsed.tags)];
    await replaceTags(trx, id, each);
    await traceWork(trx, ctx, main, 'ticket.tagged', { tags: each });
  });
}

/**
 * Another library of the network answers: its hours count, and it has no owner there yet. Needs the right where it is now; there it is seen by who may
 * answer there. Throws as {@link takeForWork}, `libraries.not_found`.
 */
export async function moveToLibrary(ctx: Ctx, id: number, libraryId: number): Promise<void> {
  const library = await getLibrary(ctx, libraryId);
  await ctx.db.transaction().execute(async (trx) => {
    const thread = await takeForWork(trx, ctx, id);
    const { main } = thread;
    if (main.libraryId === libraryId) return;
    const set = { libraryId, ownerId: null };
    await changeTicket(trx, ctx, thread, { steps: [{ what: 'moved', detail: library.name }], set });
    await moveMergedAlong(trx, thread, { libraryId });
    await dropStrangers(trx, { ...main, libraryId });
    await traceWork(trx, ctx, main, 'ticket.moved', { libraryId });
  });
}

/**
 * It was filed under the wrong kind; its promises are those of the new one, and whoever may not answer that holds it no longer. Needs the right for
 * both kinds there. Throws as {@link takeForWork}.
 */
export async function changeKind(ctx: Ctx, id: number, kind: TicketKind): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const thread = await takeForWork(trx, ctx, id);
    const { main } = thread;
    if (main.kind === kind) return;
    const after = { ...main, kind };
    authorizeTicket(ctx, after);
    const able = await colleaguesFor({ db: trx }, after);
    const set = { kind, ownerId: able.some((one) => one.id === main.ownerId) ? main.ownerId : null };
    await changeTicket(trx, ctx, thread, { steps: [{ what: 'kind_changed', detail: kind }], set });
    await moveMergedAlong(trx, thread, { kind });
    await dropStrangers(trx, after);
    await traceWork(trx, ctx, main, 'ticket.kind_changed', { kind });
  });
}

/** What is answered with a ticket is where it is, and of its kind: whoever answers that may see it. */
const moveMergedAlong = async (trx: Tx, { merged }: Thread, set: { libraryId: number } | { kind: TicketKind }) =>
  updateTickets(
    trx,
    merged.map(({ id }) => id),
    set,
    { isNews: false },
  );

/** Who may not answer it now does not watch it any more. */
async function dropStrangers(trx: Tx, ticket: Ticket): Promise<void> {
  const there = new Set((await colleaguesFor({ db: trx }, ticket)).map(({ id }) => id));
  for (const { id } of await selectWatchers(trx, ticket.id)) {
    if (!there.has(id)) await deleteWatcher(trx, ticket.id, id);
  }
}
