import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { ItemForLoan } from '#modules/collection/catalog';
import { blockMember, type LoanMember } from '#modules/people/members';
import { formatDate, localDate, type LocalDate } from '#shared/dates';
import { formatRupiah } from '#shared/money';
import type { LoanRow } from '../data/loans.queries.ts';
import { chargeFine } from './fines.ts';
import { lendingCalendar, type Notice } from '../lend-support.ts';
import { computeSuspension, suspendedUntil } from '../rules/compute-suspension.ts';
import { countLateDays } from '../rules/count-late-days.ts';
import type { LendingCalendar } from '../rules/lending-calendar.ts';

export interface LateReturn {
  loan: LoanRow;
  member: LoanMember;
  item: ItemForLoan;
  /** When the copy was back, perhaps earlier than now. */
  returnedAt: Date;
}
export interface Settled {
  /** Open days late. */
  lateDays: number;
  /** Whole rupiah for the whole loan; 0 = none. */
  fine: number;
  /** The last day without borrowing, and the block that says so; null = none. */
  suspension: { until: LocalDate; blockId: number } | null;
  notices: Notice[];
}

/**
 * What a return that is late means by the terms of its loan: suspension and fine, in the transaction of the return. A lost copy
 * that is found was late until it was booked as lost, for from then on it was billed; what the member said to have brought back is
 * late until they said so. The caller holds the locks.
 */
export async function settleLateReturn(trx: Tx, ctx: Ctx, late: LateReturn): Promise<Settled> {
  const { loan } = late;
  const returnedAt = lateUntil(loan, late.returnedAt);
  const calendar = await lendingCalendar(trx, loan.libraryId, ctx.clock.now(), { since: loan.dueAt });
  const lateDays = countLateDays(loan.dueAt, returnedAt, calendar);
  const notices: Notice[] = [];
  if (loan.claimedAt !== null) {
    const sinceText = formatDate(localDate(loan.claimedAt, calendar.timeZone), ctx.locale, 'full');
    notices.push({ code: 'circulation.claim_closed', params: { since: loan.claimedAt.toISOString(), sinceText } });
  }
  if (lateDays > 0) notices.push({ code: 'circulation.late', params: { days: lateDays } });
  // who lost it was free to borrow until now; who had said that it was back has waited since
  const since = loan.claimedAt === null ? late.returnedAt : returnedAt;
  const suspension = await suspend(trx, ctx, { ...late, returnedAt, since, calendar });
  const fine = await chargeFine(trx, ctx, { loan, item: late.item, at: returnedAt, calendar });
  if (suspension) {
    notices.push(suspension.notice);
    if (fine === 0) notices.push({ code: 'circulation.no_fine', params: {} });
  }
  if (fine > 0) notices.push({ code: 'circulation.fined', params: { amount: fine, amountText: formatRupiah(fine) } });
  return { lateDays, fine, suspension, notices };
}

/** The last instant that can count as late. */
function lateUntil({ status, claimedAt, lostAt, dueAt }: LoanRow, returnedAt: Date): Date {
  const ends = [returnedAt, ...(claimedAt ? [claimedAt] : []), ...(status === 'lost' ? [lostAt ?? dueAt] : [])];
  return new Date(Math.min(...ends.map((end) => end.getTime())));
}

/** @param late.since from which day it holds */
async function suspend(
  trx: Tx,
  ctx: Ctx,
  { loan, member, item, returnedAt, since, calendar }: LateReturn & { since: Date; calendar: LendingCalendar },
) {
  const days = computeSuspension({ dueAt: loan.dueAt, returnedAt, calendar }, loan.terms);
  if (days === 0) return null;
  const running = member.blocks.flatMap(({ kind, untilDate }) =>
    kind === 'suspension' && untilDate !== null ? [untilDate] : [],
  );
  const returnedOn = localDate(since, calendar.timeZone);
  const until = suspendedUntil(
    { returnedOn, days, runningUntil: running.toSorted().at(-1) ?? null },
    loan.terms,
    calendar,
  );
  // a return that is written down late may have served its suspension already
  if (until < localDate(ctx.clock.now(), calendar.timeZone)) return null;
  const blockId = await blockMember(trx, ctx, {
    memberId: member.id,
    kind: 'suspension',
    reason: item.title,
    untilDate: until,
  });
  const params = { days, until, untilText: formatDate(until, ctx.locale, 'full') };
  return { until, blockId, notice: { code: 'circulation.suspended' as const, params } };
}
