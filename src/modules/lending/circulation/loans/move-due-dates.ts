import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { recordAudits } from '#modules/ground/audit';
import { listLibraries, type Calendar } from '#modules/ground/libraries';
import { lockDueLoans, selectLoansDueFrom, type DueLoan } from '../data/due-moves.queries.ts';
import { changeLoan } from '../data/loans.queries.ts';
import { lendingCalendar } from '../lend-support.ts';
import { forgetReminders } from './remind-loans.ts';
import { movedDueDate } from '../rules/move-due-date.ts';

export interface DueMove extends Omit<DueLoan, 'dueMode'> {
  /** When it would be due. */
  movesTo: Date;
  timeZone: string;
}

/**
 * Running loans whose due date falls on a closed time of the calendar as it is now, with the date to which it would move. Needs
 * `libraries.manage` and `loans.read` at the library; network-wide (null) for all.
 */
export async function listDueMoves(ctx: Ctx, libraryId: number | null): Promise<DueMove[]> {
  permit(ctx, libraryId);
  const ids = libraryId === null ? (await listLibraries(ctx, { active: true })).map((one) => one.id) : [libraryId];
  const now = ctx.clock.now();
  const moves: DueMove[] = [];
  for (const id of ids) moves.push(...(await movesOf(ctx.db, await selectLoansDueFrom(ctx.db, id, now), now)));
  return moves.toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime() || a.id - b.id);
}

/**
 * Moves the due dates of these loans, all in one transaction, each with its trace; a loan that has come back or was renewed
 * meanwhile stays as it is. Needs what {@link listDueMoves} needs. @returns what was moved
 */
export async function moveDueDates(
  ctx: Ctx,
  input: { libraryId: number | null; loanIds: readonly number[] },
): Promise<DueMove[]> {
  permit(ctx, input.libraryId);
  const now = ctx.clock.now();
  return ctx.db.transaction().execute(async (trx) => {
    const locked = await lockDueLoans(trx, input.loanIds);
    const own = locked.filter(
      (loan) => loan.dueAt >= now && (input.libraryId === null || loan.libraryId === input.libraryId),
    );
    const moves = await movesOf(trx, own, now);
    for (const { id, movesTo } of moves) {
      await changeLoan(trx, id, { dueAt: movesTo });
      await forgetReminders(trx, ctx, id);
    }
    await recordAudits(
      trx,
      ctx,
      moves.map(({ id, libraryId, dueAt, movesTo }) => ({
        action: 'loan.due_moved',
        entity: 'loan',
        entityId: id,
        libraryId,
        before: { dueAt },
        after: { dueAt: movesTo },
      })),
    );
    return moves;
  });
}

function permit(ctx: Ctx, libraryId: number | null): void {
  authorize(ctx, 'libraries.manage', libraryId);
  authorize(ctx, 'loans.read', libraryId);
}

async function movesOf(db: Db | Tx, loans: readonly DueLoan[], now: Date): Promise<DueMove[]> {
  const last = new Date(Math.max(now.getTime(), ...loans.map((loan) => loan.dueAt.getTime())));
  const calendars = new Map<number, Calendar>();
  const moves: DueMove[] = [];
  for (const { dueMode, ...loan } of loans) {
    const calendar = calendars.get(loan.libraryId) ?? (await lendingCalendar(db, loan.libraryId, now, { until: last }));
    calendars.set(loan.libraryId, calendar);
    const movesTo = movedDueDate(loan, dueMode, calendar);
    if (movesTo) moves.push({ ...loan, movesTo, timeZone: calendar.timeZone });
  }
  return moves;
}
