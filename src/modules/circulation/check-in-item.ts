import { authorize } from '#platform/authorize';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { withPreparedStatements } from '#platform/prepared';
import { recordAudit } from '#modules/audit';
import { findItemByBarcode, lockItemByBarcode, setItemStatus, setOnLoan, type ItemForLoan } from '#modules/catalog';
import { getLibrary } from '#modules/libraries';
import { cancelCharges, charge } from '#modules/charges';
import { blockMember, lockMemberForLoan, type LoanMember } from '#modules/members';
import { formatDate, localDate, type LocalDate } from '#shared/dates';
import { formatRupiah } from '#shared/money';
import type { Loan } from './client.ts';
import { findLoanView } from './data/loan-views.queries.ts';
import { changeLoan, lockRunningLoanOfItem, memberNumberOfItem, type LoanRow } from './data/loans.queries.ts';
import { circulationErrors } from './errors.ts';
import { doneBy, lendingCalendar, type Notice } from './lend-support.ts';
import { computeFine } from './rules/compute-fine.ts';
import { computeSuspension, suspendedUntil } from './rules/compute-suspension.ts';
import { countLateDays } from './rules/count-late-days.ts';

export interface CheckInInput {
  itemBarcode: string;
  /** Where it came back; else the desk's library, else the copy's own. Any library of the network takes it. */
  libraryId?: number | null;
}
export interface CheckedIn {
  loan: Loan;
  /** Days late, counting only open days of the library that lent it. */
  lateDays: number;
  /** Whole rupiah; 0 = none. */
  fine: number;
  /** The last day without borrowing; null = none. */
  suspendedUntil: LocalDate | null;
  notices: Notice[];
}

/**
 * Takes a copy back. Late days suspend (and cost, where the policy of the loan says so) in the same transaction. A copy that was
 * booked as lost comes back too; what is still owed for it is taken off. Needs `loans.check_in` at the library.
 * Throws `circulation.unknown_barcode`, `circulation.not_on_loan`.
 */
export async function checkIn(ctx: Ctx, input: CheckInInput): Promise<CheckedIn> {
  const asked = input.libraryId ?? ctx.libraryId;
  authorize(ctx, 'loans.check_in', asked ?? undefined);
  return withPreparedStatements(() =>
    ctx.db.transaction().execute((trx) => takeBack(trx, ctx, input.itemBarcode.trim(), asked)),
  );
}

async function takeBack(trx: Tx, ctx: Ctx, barcode: string, asked: number | null): Promise<CheckedIn> {
  // always the member first, then the copy: whoever lends takes the locks in the same order
  const memberNumber = await memberNumberOfItem(trx, barcode);
  if (memberNumber === null) throw await notOnLoan(trx, barcode);
  const member = await lockMemberForLoan(trx, memberNumber);
  const item = await lockItemByBarcode(trx, barcode);
  if (!item || !member) throw circulationErrors.unknownBarcode({ barcode });
  const libraryId = asked ?? item.libraryId;
  authorize(ctx, 'loans.check_in', libraryId);
  const loan = await lockRunningLoanOfItem(trx, item.id, isGone(item));
  if (loan?.memberId !== member.id) throw await notOnLoan(trx, barcode);

  const now = ctx.clock.now();
  const calendar = await lendingCalendar(trx, loan.libraryId, now, { since: loan.dueAt });
  const lateDays = loan.status === 'lost' ? 0 : countLateDays(loan.dueAt, now, calendar);
  const notices: Notice[] = [];
  if (lateDays > 0) notices.push({ code: 'circulation.late', params: { days: lateDays } });
  const suspension = await suspend(trx, ctx, { loan, member, item, lateDays, day: localDate(now, calendar.timeZone) });
  const fine = computeFine(lateDays, loan.terms);
  if (suspension) {
    notices.push(suspension.notice);
    if (fine === 0) notices.push({ code: 'circulation.no_fine', params: {} });
  }
  const by = doneBy(ctx);
  if (fine > 0) {
    const { id: loanId, libraryId: lentAt } = loan;
    await charge(trx, ctx, {
      memberId: member.id,
      loanId,
      libraryId: lentAt,
      kind: 'fine',
      amount: fine,
      note: item.title,
    });
    notices.push({ code: 'circulation.fined', params: { amount: fine, amountText: formatRupiah(fine) } });
  }
  await changeLoan(trx, loan.id, {
    status: 'returned',
    returnedAt: now,
    returnLibraryId: libraryId,
    returnedBy: by.name,
    returnedByAccountId: by.accountId,
    statusBeforeReturn: loan.status,
    suspensionBlockId: suspension?.blockId ?? null,
  });
  await setOnLoan(trx, item.id, false);
  if (isGone(item)) notices.push(await foundAgain(trx, ctx, loan, item));
  if (item.libraryId !== libraryId) {
    const home = await getLibrary({ db: trx }, item.libraryId);
    notices.push({ code: 'circulation.home_elsewhere', params: { library: home.name } });
  }
  await recordAudit(trx, ctx, {
    action: 'loan.checked_in',
    entity: 'loan',
    entityId: loan.id,
    libraryId,
    before: { status: loan.status },
    after: {
      status: 'returned',
      itemBarcode: item.barcode,
      lateDays,
      ...(fine > 0 && { fine }),
      ...(suspension && { suspendedUntil: suspension.until }),
    },
  });
  const view = await findLoanView(trx, loan.id);
  if (!view) throw circulationErrors.loanNotFound();
  return { loan: view, lateDays, fine, suspendedUntil: suspension?.until ?? null, notices };
}

const isGone = (item: ItemForLoan): boolean => item.status === 'lost' || item.status === 'missing';

async function notOnLoan(trx: Tx, barcode: string) {
  const item = await findItemByBarcode(trx, barcode);
  return item
    ? circulationErrors.notOnLoan({ barcode, title: item.title, libraryId: item.libraryId })
    : circulationErrors.unknownBarcode({ barcode });
}

interface LateReturn {
  loan: LoanRow;
  member: LoanMember;
  item: ItemForLoan;
  lateDays: number;
  day: LocalDate;
}

async function suspend(trx: Tx, ctx: Ctx, { loan, member, item, lateDays, day }: LateReturn) {
  const days = computeSuspension(lateDays, loan.terms);
  if (days === 0) return null;
  const until = suspendedUntil(day, days);
  const blockId = await blockMember(trx, ctx, {
    memberId: member.id,
    kind: 'suspension',
    reason: item.title,
    untilDate: until,
  });
  const params = { days, until, untilText: formatDate(until, ctx.locale, 'full') };
  return { until, blockId, notice: { code: 'circulation.suspended' as const, params } };
}

/** A lost copy is here again: it goes back to the shelf, and what is still owed for it is taken off. */
async function foundAgain(trx: Tx, ctx: Ctx, loan: LoanRow, item: ItemForLoan): Promise<Notice> {
  await setItemStatus(trx, ctx, item.id, 'available');
  if (loan.status === 'lost') await cancelCharges(trx, ctx, { loanId: loan.id, paidToo: false, note: item.title });
  return { code: 'circulation.lost_found', params: { title: item.title } };
}
