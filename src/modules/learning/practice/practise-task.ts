import { searchAudit, type AuditRow } from '#modules/ground/audit';
import { systemCtx, type Ctx } from '#platform/context';
import type { Db } from '#platform/database/db';
import { AppError } from '#platform/errors';
import type { PracticeAct, PracticeFault, PracticeGoal } from '#shared/practice-goal';
import { z } from 'zod';
import { askSpace, traineeOf, wayOf } from './ask-space.ts';
import type { PracticeTask } from './client.ts';
import { findSeatOf, findTaking, saveTaking, type SeatRow } from './data/practice.queries.ts';
import { practiceErrors } from './errors.ts';
import { ACT_PARTS, judgeActs, wantedParts, type ActParts, type DoneAct } from './rules/acts.ts';
import { takeSeat } from './take-seat.ts';

/** By which acts of the trace something is done, by which it is undone, and by which that is put right again. */
const TRACES: Record<PracticeAct, { done: string; undone?: string; redone?: string }> = {
  lend: { done: 'loan.checked_out', undone: 'loan.check_out_undone' },
  take_back: { done: 'loan.checked_in', undone: 'loan.check_in_undone' },
  answer: { done: 'ticket.answered' },
  catalogue: { done: 'bib.created', undone: 'bib.deleted', redone: 'bib.restored' },
  register: { done: 'member.created', undone: 'member.erased' },
};
/** Of so many acts of a kind, the newest, the trace is read: ten people do not do more in a day. */
const LOOKED_AT = 1000;

const text = z.string().catch('');
const traced = z.object({
  memberNumber: text,
  itemBarcode: text,
  title: text,
  isbns: z.array(z.string()).catch([]),
  fullName: text,
});
const NOTHING = { memberNumber: '', itemBarcode: '', title: '', isbns: [], fullName: '' };

function partsOf(act: PracticeAct, { entityId, after }: AuditRow): ActParts {
  const said = traced.catch(NOTHING).parse(after ?? {});
  switch (act) {
    case 'lend':
      return { item: said.itemBarcode, member: said.memberNumber };
    case 'take_back':
      return { item: said.itemBarcode };
    case 'answer':
      return { ticket: entityId };
    case 'catalogue':
      return { title: said.title, isbn: said.isbns.join(' ') };
    case 'register':
      return { name: said.fullName };
  }
}

/** What accounts really did there of a kind, the newest first; what was undone was not done. */
async function actsOf(db: Db, ctx: Ctx, act: PracticeAct): Promise<DoneAct[]> {
  const there = systemCtx(db, ctx.clock, 'ruang latihan');
  const { done, undone, redone } = TRACES[act];
  const find = async (action: string | undefined): Promise<AuditRow[]> =>
    action === undefined ? [] : searchAudit(there, { action, actorKind: 'account', limit: LOOKED_AT });
  const [rows, back, again] = [await find(done), await find(undone), await find(redone)];
  const lastOf = (those: readonly AuditRow[], row: AuditRow): number =>
    Math.max(row.id, ...those.flatMap(({ entityId, id }) => (entityId === row.entityId ? [id] : [])));
  const isUndone = (row: AuditRow): boolean => lastOf(back, row) > lastOf(again, row);
  return rows.flatMap((row) =>
    row.actorId === null || isUndone(row) ? [] : [{ by: row.actorId, at: row.at, parts: partsOf(act, row) }],
  );
}

/** With what it is to be done, for whoever reads it. */
function needsOf(goal: PracticeGoal, seat: SeatRow) {
  const wanted = { ...wantedParts(goal, seat), ...(goal.act === 'answer' && { ticket: seat.ticketNumber }) };
  return ACT_PARTS.flatMap((part) => {
    const asked = wanted[part];
    return asked === undefined ? [] : [{ part, text: asked }];
  });
}

/** Takes a task in the practice space: what is done there from now on counts. Throws `practice.off`, `making`, `down`, `full`. */
export async function takePracticeTask(ctx: Ctx, task: number): Promise<void> {
  traineeOf(ctx);
  await askSpace(async (db) =>
    db.transaction().execute(async (trx) => {
      const { seat } = await takeSeat(trx, ctx);
      await saveTaking(trx, { seat, task, takenAt: ctx.clock.now() });
    }),
  );
}

/** A task of practice as whoever learns has it now; that the space is away is part of the answer. */
export async function viewPracticeTask(
  ctx: Ctx,
  { task, goal }: { task: number; goal: PracticeGoal },
): Promise<PracticeTask> {
  const way = wayOf(ctx);
  if (way !== 'open') return { way, taken: null };
  try {
    return await askSpace(async (db) => {
      const seat = await findSeatOf(db, traineeOf(ctx).id);
      const at = seat && (await findTaking(db, seat.seat, task));
      return { way, taken: seat && at ? { seat: seat.seat, at, needs: needsOf(goal, seat) } : null };
    });
  } catch (error) {
    // it went meanwhile: the lesson is read all the same
    if (error instanceof AppError) return { way: 'down', taken: null };
    throw error;
  }
}

/** Whether tasks of practice can be done by whoever asks, now. Where they cannot, a lesson is done without them. */
export const canPractise = (ctx: Pick<Ctx, 'actor'>): boolean => wayOf(ctx) === 'open';

/**
 * Looks at what this trainee really did in the practice space since they took the task. Throws `practice.off`, `making`, `down`, `not_taken`.
 * @returns why it is not what was asked for; none: it is done
 */
export async function checkPractice(
  ctx: Ctx,
  { task, goal }: { task: number; goal: PracticeGoal },
): Promise<PracticeFault[]> {
  const trainee = traineeOf(ctx);
  return askSpace(async (db) => {
    const seat = await findSeatOf(db, trainee.id);
    const since = seat && (await findTaking(db, seat.seat, task));
    if (!seat || !since) throw practiceErrors.notTaken();
    return judgeActs(wantedParts(goal, seat), await actsOf(db, ctx, goal.act), { account: seat.accountId, since });
  });
}
