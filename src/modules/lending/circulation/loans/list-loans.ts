import { z } from 'zod';
import { authorize, authorizeAnywhere, servedLibraries, serves } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { maskContact } from '#modules/people/members';
import { cursorInstant, decodeCursor, toPage } from '#platform/requests/http';
import type { Loan, LoanStatus } from '../client.ts';
import { findLoanView, selectLoanViews, selectOverdue, type OverdueLoan } from '../data/loan-views.queries.ts';
import { circulationErrors } from '../errors.ts';
import { lendingCalendar } from '../lend-support.ts';
import { withoutStranger } from '../served-members.ts';
import { countLateDays } from '../rules/count-late-days.ts';

export interface LoanQuery {
  memberNumber?: string;
  itemBarcode?: string;
  libraryId?: number;
  status?: LoanStatus;
  overdue?: boolean;
  cursor?: string;
  limit: number;
}
export interface Page<T> {
  data: T[];
  next: string | null;
}

/** Loans, newest first. Needs `loans.read` at the library asked for, or network-wide; a school's staff see those of their pupils. */
export async function listLoans(ctx: Ctx, query: LoanQuery): Promise<Page<Loan>> {
  authorize(ctx, 'loans.read', query.libraryId ?? null);
  const { overdue, cursor, ...filter } = query;
  const after = decodeCursor(cursor, z.tuple([z.number()]));
  const rows = await selectLoanViews(ctx.db, {
    ...filter,
    homes: servedLibraries(ctx.actor, 'loans.read'),
    ...(overdue && { overdueAt: ctx.clock.now() }),
    ...(after && { beforeId: after[0] }),
  });
  return toPage(rows, query.limit, (loan) => [loan.id]);
}

/** One loan. Throws `circulation.loan_not_found`. */
export async function getLoan(ctx: Ctx, id: number): Promise<Loan> {
  const loan = await findLoanView(ctx.db, id);
  const own = ctx.actor.kind === 'member' && loan?.memberNumber === ctx.actor.number;
  if (!own && loan) authorize(ctx, 'loans.read', loan.library.id);
  else if (!own) authorizeAnywhere(ctx, 'loans.read');
  if (!loan || !serves(ctx.actor, 'loans.read', loan.memberHomeLibraryId)) throw circulationErrors.loanNotFound();
  return loan;
}

/** The running loan of a copy wherever it was lent, or null. Needs `loans.read` at any library. */
export async function findOpenLoanOfCopy(ctx: Ctx, itemBarcode: string): Promise<Loan | null> {
  authorizeAnywhere(ctx, 'loans.read');
  const [loan] = await selectLoanViews(ctx.db, { itemBarcode, status: 'open', limit: 1 });
  return loan ? withoutStranger(ctx.actor, 'loans.read', loan) : null;
}

/** Overdue loans, with whom to call for those who may see it, longest overdue first. Needs `loans.read` at the library, or network-wide for all (null). */
export async function listOverdue(
  ctx: Ctx,
  query: { libraryId: number | null; cursor?: string; limit: number },
): Promise<Page<OverdueLoan & { lateDays: number }>> {
  authorize(ctx, 'loans.read', query.libraryId);
  const now = ctx.clock.now();
  const rows = await selectOverdue(ctx.db, {
    now,
    homes: servedLibraries(ctx.actor, 'loans.read'),
    libraryIds: query.libraryId === null ? null : [query.libraryId],
    after: decodeCursor(query.cursor, z.tuple([cursorInstant, z.number()])),
    limit: query.limit,
  });
  const calendars = new Map<number, Awaited<ReturnType<typeof lendingCalendar>>>();
  const longest = rows[0]?.dueAt ?? now;
  for (const { library } of rows) {
    if (!calendars.has(library.id)) {
      calendars.set(library.id, await lendingCalendar(ctx.db, library.id, now, { since: longest }));
    }
  }
  const withDays = rows.map((loan) => {
    const calendar = calendars.get(loan.library.id);
    return {
      ...maskContact(ctx.actor, loan.memberHomeLibraryId, loan),
      lateDays: calendar ? countLateDays(loan.dueAt, now, calendar) : 0,
    };
  });
  return toPage(withDays, query.limit, (loan) => [loan.dueAt.toISOString(), loan.id]);
}
