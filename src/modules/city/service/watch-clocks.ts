import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { oneAct } from '#platform/context';
import { Round } from '#platform/database/round';
import { m } from '#i18n/messages';
import { CLOSES_AFTER_DAYS, WAITS_DAYS } from './client.ts';
import { changeTicket, holdThread, keepClocks } from './change-ticket.ts';
import { selectSilent, selectToClose, selectToWatch } from './data/queue.queries.ts';
import { insertEvents, selectSteps, updateTickets } from './data/tickets.queries.ts';
import { hearsBack, type HearNeeds } from './hears-back.ts';
import { alarmsOf } from './rules/alarms.ts';
import { tellPeople, tellStaff } from './tell.ts';

const DAY_MS = 86_400_000;
/** So often a clock is computed anew though nothing was written: hours and closed days may have changed. */
const ANEW_MS = 3_600_000;

/** Warns and escalates, each once, and computes clocks anew where that is some time ago. One that fails stops no other. */
export async function watchClocks(ctx: Ctx, signal?: AbortSignal): Promise<void> {
  const now = ctx.clock.now();
  const round = new Round(ctx, signal);
  const ids = await selectToWatch(ctx.db, now, new Date(now.getTime() - ANEW_MS));
  await round.each(ids, async (id) => watchOne(oneAct(ctx), id));
  round.end();
}

async function watchOne(ctx: Ctx, id: number): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const { main } = await holdThread(trx, id);
    // it was answered, solved or merged meanwhile
    if (main.id !== id || (main.state !== 'new' && main.state !== 'open')) return;
    const now = ctx.clock.now();
    const ticket = await keepClocks(trx, main, now);
    const { noted, tells } = alarmsOf(ticket, now);
    if (tells === null) return;
    await updateTickets(trx, [id], Object.fromEntries(noted.map((column) => [column, now])), { isNews: false });
    await insertEvents(trx, [{ ticketId: id, at: now, what: tells, state: ticket.state }]);
    const isBroken = tells === 'escalated';
    await tellStaff(trx, ctx, ticket, { news: tells, key: `${noted.join()}:${now.getTime()}`, everybody: isBroken });
  });
}

/** Whoever was asked something and says nothing for a month has what they need: it counts as solved, and closes as everything does. */
export async function resolveSilent(ctx: Ctx, needs: HearNeeds, signal?: AbortSignal): Promise<void> {
  const before = new Date(ctx.clock.now().getTime() - WAITS_DAYS * DAY_MS);
  const round = new Round(ctx, signal);
  await round.each(await selectSilent(ctx.db, before), async (id) => resolveOne(oneAct(ctx), needs, id, before));
  round.end();
}

async function resolveOne(ctx: Ctx, needs: HearNeeds, id: number, before: Date): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const thread = await holdThread(trx, id);
    const { main } = thread;
    // somebody wrote meanwhile, or was asked anew
    const asked = (await selectSteps(trx, [id])).findLast(({ what }) => what === 'waiting');
    if (main.id !== id || main.state !== 'waiting_patron' || !asked || asked.at > before) return;
    const now = await changeTicket(trx, ctx, thread, { steps: [{ what: 'resolved', state: 'resolved' }] });
    for (const one of [now, ...thread.merged]) {
      const words = (await hearsBack(trx, needs, one)) ? m.service_silent : m.service_silent_link;
      const answer = words({ days: WAITS_DAYS }, { locale: one.language });
      await tellPeople(trx, ctx, [one], { news: 'resolved', answer, change: '', key: `silent:${now.version}` });
    }
    const { libraryId, memberId: subjectId } = main;
    await recordAudit(trx, ctx, { action: 'ticket.resolved', entity: 'ticket', entityId: id, libraryId, subjectId });
  });
}

/** What was solved a week ago, and nobody has said anything against it, is closed. */
export async function closeResolved(ctx: Ctx, signal?: AbortSignal): Promise<void> {
  const before = new Date(ctx.clock.now().getTime() - CLOSES_AFTER_DAYS * DAY_MS);
  const round = new Round(ctx, signal);
  await round.each(await selectToClose(ctx.db, before), async (id) => closeOne(oneAct(ctx), id, before));
  round.end();
}

async function closeOne(ctx: Ctx, id: number, before: Date): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const thread = await holdThread(trx, id);
    const { main } = thread;
    if (main.id !== id || main.state !== 'resolved' || main.resolvedAt === null || main.resolvedAt > before) return;
    await changeTicket(trx, ctx, thread, { steps: [{ what: 'closed', state: 'closed' }] });
    const { libraryId, memberId: subjectId } = main;
    await recordAudit(trx, ctx, { action: 'ticket.closed', entity: 'ticket', entityId: id, libraryId, subjectId });
  });
}
