import { authorize } from '#platform/authorize';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { recordAudit } from '#modules/audit';
import { lockItemByBarcode } from '#modules/catalog';
import { lockMemberForLoan } from '#modules/members';
import type { Loan } from './client.ts';
import { overrideReasonOf } from './check-out-item.ts';
import { findLoanView } from './data/loan-views.queries.ts';
import { changeLoan, insertRenewal, lockLoan, partiesOfLoan } from './data/loans.queries.ts';
import { lendingFacts } from './data/policies.queries.ts';
import { circulationErrors } from './errors.ts';
import { doneBy, lendingCalendar, refusalError, today } from './lend-support.ts';
import { canBorrow } from './rules/can-borrow.ts';
import { withinCard } from './rules/compute-due-date.ts';
import { planRenewal } from './rules/plan-renewal.ts';
import { resolvePolicy } from './rules/resolve-policy.ts';

export interface RenewInput {
  loanId: number;
  /** Renews in spite of refusals; needs `loans.override` and a reason. */
  override?: { reason: string } | null;
}

/**
 * Gives a running loan more time. It counts from the due date, so that whoever renews early loses nothing; a loan that is overdue
 * counts from today, and only by override. Needs `loans.renew` at the library that lent, or the member's own session.
 * Refuses `circulation.loan_not_open`, `circulation.renewals_exhausted`, `circulation.renewal_overdue`, and blocked, suspended or
 * expired members as in lending.
 */
export async function renewLoan(ctx: Ctx, input: RenewInput): Promise<Loan> {
  const parties = await partiesOfLoan(ctx.db, input.loanId);
  // whose loan it is nobody else gets to know
  if (!parties || (ctx.actor.kind === 'member' && ctx.actor.id !== parties.memberId)) {
    throw circulationErrors.loanNotFound();
  }
  if (ctx.actor.kind !== 'member') authorize(ctx, 'loans.renew', parties.libraryId);
  const overrideReason = overrideReasonOf(ctx, input.override, parties.libraryId);
  return ctx.db.transaction().execute((trx) => renew(trx, ctx, input.loanId, parties, overrideReason));
}

async function renew(
  trx: Tx,
  ctx: Ctx,
  loanId: number,
  parties: { memberNumber: string; itemBarcode: string },
  overrideReason: string | null,
): Promise<Loan> {
  const member = await lockMemberForLoan(trx, parties.memberNumber);
  const item = await lockItemByBarcode(trx, parties.itemBarcode);
  const loan = await lockLoan(trx, loanId);
  if (!member || !item || !loan) throw circulationErrors.loanNotFound();
  const about = { title: item.title, barcode: item.barcode };
  if (loan.status !== 'open') throw circulationErrors.loanNotOpen(about);

  const keys = { libraryId: loan.libraryId, categoryId: member.categoryId, itemType: item.itemType };
  const facts = await lendingFacts(trx, { ...keys, memberId: member.id, itemId: null });
  const { policy } = resolvePolicy(facts.rules, keys);
  const now = ctx.clock.now();
  const calendar = await lendingCalendar(trx, loan.libraryId, now, {
    days: policy.renewalLength,
    since: loan.dueAt,
    until: loan.dueAt,
  });
  const plan = planRenewal(loan, policy, now, calendar);
  if (overrideReason === null) {
    if (plan.refused === 'renewals_exhausted') {
      throw circulationErrors.renewalsExhausted({ ...about, max: policy.maxRenewals, overridable: true });
    }
    if (plan.refused === 'renewal_overdue') throw circulationErrors.renewalOverdue({ ...about, overridable: true });
    const refusals = canBorrow({
      today: today(ctx, calendar.timeZone),
      item: { status: 'available', onLoan: false, onLoanToThisMember: false },
      // what is out already may stay a little longer
      member: {
        withdrawn: false,
        consentMissing: false,
        expiresOn: member.expiresOn,
        blocks: member.blocks,
        openLoans: 0,
      },
      // the copy is out already: limit and kind were decided when it was lent
      policy: { mayBorrow: true, referenceOnly: false, maxLoans: 1 },
    });
    if (refusals.length > 0) throw refusalError(ctx, refusals, about);
  }

  const dueAt = policy.dueWithinCard ? withinCard(plan.dueAt, member.expiresOn, now, calendar.timeZone) : plan.dueAt;
  const by = doneBy(ctx);
  await insertRenewal(trx, {
    loanId,
    renewedAt: now,
    dueBefore: loan.dueAt,
    dueAfter: dueAt,
    renewedBy: by.name,
    renewedByAccountId: by.accountId,
  });
  await changeLoan(trx, loanId, { dueAt, renewalCount: loan.renewalCount + 1 });
  await recordAudit(trx, ctx, {
    action: 'loan.renewed',
    entity: 'loan',
    entityId: loanId,
    libraryId: loan.libraryId,
    before: { dueAt: loan.dueAt },
    after: { dueAt, ...(overrideReason && { overrideReason }) },
  });
  const view = await findLoanView(trx, loanId);
  if (!view) throw circulationErrors.loanNotFound();
  return view;
}
