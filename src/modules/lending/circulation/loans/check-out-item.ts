import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { violatedUnique, type Tx } from '#platform/database/db';
import { withPreparedStatements } from '#platform/database/prepared';
import { recordAudit, type AuditEntry } from '#modules/ground/audit';
import { countLoan } from '#modules/collection/catalog';
import { charge } from '#modules/lending/charges';
import { isOpenOn } from '#modules/ground/libraries';
import { noteActivity } from '#modules/people/members';
import { localDate } from '#shared/dates';
import type { Loan } from '../client.ts';
import { collectHold } from '../holds/collect-hold.ts';
import { insertLoan } from '../data/loans.queries.ts';
import { circulationErrors } from '../errors.ts';
import { judgeLoan } from './judge-loan.ts';
import type { DueByHand } from './due-by-hand.ts';
import { copyNotices, doneBy, noSuchCard, type Notice } from '../lend-support.ts';
import { lockInOrder } from '../lock-order.ts';
import { keepAct, noting, putOnLoan } from '../undo/note-changes.ts';
import { termsOf } from '../rules/loan-terms.ts';
import { refuseStranger } from '../served-members.ts';

export interface CheckOutInput {
  memberNumber: string;
  itemBarcode: string;
  /** Where it is lent; else the desk's library, else the copy's own. Its policy and calendar rule. */
  libraryId?: number | null;
  /** Read in the library, due when it closes. */
  onSite?: boolean;
  /** The desk has seen that the member has overdue copies, and lends all the same (policy `lendWithOverdues`). */
  confirmed?: boolean;
  /** Lends in spite of refusals that can be overridden; needs `loans.override` and a reason. */
  override?: { reason: string } | null;
  /** A due date of the desk's own; needs `loans.due_date` and a reason. */
  due?: DueByHand | null;
}
export interface CheckedOut {
  loan: Loan;
  notices: Notice[];
}

/**
 * Lends a copy to a member. Locks the member, then the copy, so that neither the limit nor the copy can be taken twice; the
 * partial unique index on running loans is the last guard. Needs `loans.check_out` at the library.
 * Refuses with the codes of rules/can-borrow.ts, `circulation.unknown_barcode`, `circulation.unknown_member`.
 */
export async function checkOut(ctx: Ctx, input: CheckOutInput): Promise<CheckedOut> {
  const asked = input.libraryId ?? ctx.libraryId;
  // where no library is known yet, that of the copy is asked for under its lock
  if (asked === null) authorizeAnywhere(ctx, 'loans.check_out');
  else authorize(ctx, 'loans.check_out', asked);
  return withPreparedStatements(async () => ctx.db.transaction().execute(async (trx) => lend(trx, ctx, input)));
}

/**
 * The same inside a transaction that is already open. A refusal ({@link checkOut}) leaves nothing written; that of the partial unique
 * index ends the transaction.
 */
export async function lend(trx: Tx, ctx: Ctx, input: CheckOutInput): Promise<CheckedOut> {
  try {
    return await lendLocked(trx, ctx, input, input.libraryId ?? ctx.libraryId);
  } catch (error) {
    if (violatedUnique(error) === 'loan_one_open_per_item') {
      throw circulationErrors.onLoanToOther({ barcode: input.itemBarcode, overridable: false });
    }
    throw error;
  }
}

async function lendLocked(trx: Tx, asker: Ctx, input: CheckOutInput, asked: number | null): Promise<CheckedOut> {
  const ctx = noting(asker);
  const { memberNumber, itemBarcode } = input;
  const { members, items } = await lockInOrder(trx, { memberNumbers: [memberNumber], barcodes: [itemBarcode] });
  const [member, item] = [members.get(memberNumber), items.get(itemBarcode)];
  if (!member) throw await noSuchCard(trx, memberNumber);
  refuseStranger(ctx, 'loans.check_out', member);
  if (!item) throw circulationErrors.unknownBarcode({ barcode: input.itemBarcode });
  const libraryId = asked ?? item.libraryId;
  authorize(ctx, 'loans.check_out', libraryId);

  const judged = await judgeLoan(trx, ctx, { member, item, libraryId, input });
  const { library, policy, dueAt, holds, calendar, overrideReason, dueReason, rental: amount } = judged;
  const { onSite = false } = input;
  const now = ctx.clock.now();
  const by = doneBy(ctx);
  const id = await insertLoan(trx, {
    onSite,
    itemId: item.id,
    memberId: member.id,
    libraryId,
    loanedAt: now,
    dueAt,
    dueByHand: dueReason !== null,
    terms: termsOf(policy),
    loanedBy: by.name,
    loanedByAccountId: by.accountId,
    overrideReason,
  });
  const rental = { memberId: member.id, loanId: id, libraryId, kind: 'rental' as const, amount, note: item.title };
  const trace: AuditEntry = {
    action: 'loan.checked_out',
    entity: 'loan',
    entityId: id,
    subjectId: member.id,
    libraryId,
    after: {
      memberNumber: member.number,
      itemBarcode: item.barcode,
      dueAt,
      ...(onSite && { onSite }),
      ...(overrideReason && { overrideReason }),
      ...(dueReason && { dueReason }),
    },
  };
  // what is noted for undo beyond the copy comes after it
  const changesMore = amount > 0 || holds.kept !== null || holds.ownId !== null || item.setAside !== null;
  await Promise.all([
    noteActivity(trx, ctx, member),
    putOnLoan(trx, ctx, item, true),
    countLoan(trx, item.bibId),
    amount > 0 ? charge(trx, ctx, rental) : null,
    recordAudit(trx, ctx, trace),
    changesMore ? null : keepAct(trx, ctx, 'loan', id),
  ]);
  const notices = [
    ...copyNotices(item),
    ...(await collectHold(trx, ctx, { loanId: id, item, memberId: member.id, holds })),
  ];
  if (changesMore) await keepAct(trx, ctx, 'loan', id);
  if (overrideReason) notices.push({ code: 'circulation.overridden', params: { reason: overrideReason } });
  if (!isOpenOn(calendar, localDate(now, calendar.timeZone))) {
    notices.push({ code: 'circulation.closed_today', params: { library: library.name } });
  }
  if (dueReason && !isOpenOn(calendar, localDate(dueAt, calendar.timeZone))) {
    notices.push({ code: 'circulation.due_on_closed_day', params: { library: library.name } });
  }
  if (dueReason && policy.autoRenewal) notices.push({ code: 'circulation.due_stays', params: {} });
  return {
    notices,
    loan: {
      id,
      onSite,
      status: 'open',
      memberNumber: member.number,
      memberName: member.fullName,
      memberHomeLibraryId: member.homeLibraryId,
      itemBarcode: item.barcode,
      itemType: item.itemType,
      bibId: item.bibId,
      title: item.title,
      mainAuthor: item.mainAuthor,
      library,
      loanedAt: now,
      dueAt,
      dueByHand: dueReason !== null,
      returnedAt: null,
      claimedAt: null,
      renewalCount: 0,
      loanedBy: by.name,
      returnedBy: null,
      overrideReason,
      finePerDay: policy.finePerDay,
    },
  };
}
