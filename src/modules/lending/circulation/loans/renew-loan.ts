import { authorize, serves } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { recordAudit } from '#modules/ground/audit';
import { balanceOf } from '#modules/lending/charges';
import { noteActivity } from '#modules/people/members';
import type { Loan } from '../client.ts';
import { overrideReasonOf } from './judge-loan.ts';
import { findLoanView } from '../data/loan-views.queries.ts';
import { othersWait } from '../data/holds.queries.ts';
import { finesOfRenewals } from '../data/loan-fines.queries.ts';
import { countAutoRenewals, insertRenewal, loanOfRequest, lockLoan, partiesOfLoan } from '../data/loans.queries.ts';
import { countOverdue, lendingFacts, selectPolicies } from '../data/policies.queries.ts';
import { circulationErrors } from '../errors.ts';
import { chargeFine } from './fines.ts';
import { doneBy, lendingCalendar, today } from '../lend-support.ts';
import { lockInOrder } from '../lock-order.ts';
import { mayActFor } from '../member-access.ts';
import { alterLoan, keepAct, noting } from '../undo/note-changes.ts';
import { forgetReminders } from './remind-loans.ts';
import { renewalRefusal } from './renewal-refusal.ts';
import { bookedAhead } from '../rules/holds/booked-copy.ts';
import { planRenewal, renewedUntil, renewsItself } from '../rules/plan-renewal.ts';
import { resolvePolicy } from '../rules/policies/resolve-policy.ts';
import { waitingStops } from './wanted-loans.ts';

export interface RenewInput {
  loanId: number;
  /** Renews in spite of refusals; needs `loans.override` and a reason. */
  override?: { reason: string } | null;
  /** The sender's own key: sent again, nothing changes and the loan is answered as it is. */
  requestKey?: string | null;
  /** The act that renews all loans of a member, by which they are taken back together; null = this one by itself. */
  together?: string | null;
}

/**
 * Gives a running loan more time, as the policy says (rules/plan-renewal.ts). What was late before is charged, where the loan
 * costs money. Needs `loans.renew` at the library that lent, or the session of the member or of the child's guardian, in whose name
 * it is then written down.
 * Refuses `circulation.loan_not_open`, and whatever {@link renewalRefusal} finds against it.
 */
export async function renewLoan(ctx: Ctx, input: RenewInput): Promise<Loan> {
  const parties = await partiesOfLoan(ctx.db, input.loanId);
  if (!parties) throw circulationErrors.loanNotFound();
  if (ctx.actor.kind !== 'member') authorize(ctx, 'loans.renew', parties.libraryId);
  if (!serves(ctx.actor, 'loans.renew', parties.homeLibraryId)) throw circulationErrors.loanNotFound();
  const overrideReason = overrideReasonOf(ctx, input.override, parties.libraryId);
  const { loanId, requestKey = null, together = null } = input;
  const task = { loanId, parties, overrideReason, requestKey, together, automatic: false };
  const loan = await ctx.db.transaction().execute(async (trx) => renew(trx, ctx, task));
  if (!loan) throw circulationErrors.loanNotFound();
  return loan;
}

/**
 * Renews a loan by itself, where its policy says so and nothing speaks against it. Asking again does nothing: the loan is due
 * later then. @returns null when it does not renew itself now. Refusals as {@link renewLoan}.
 */
export async function renewAutomatically(ctx: Ctx, loanId: number): Promise<Loan | null> {
  const parties = await partiesOfLoan(ctx.db, loanId);
  if (!parties) return null;
  authorize(ctx, 'loans.renew', parties.libraryId);
  const task = { loanId, parties, overrideReason: null, requestKey: null, together: null, automatic: true };
  return ctx.db.transaction().execute(async (trx) => renew(trx, ctx, task));
}

interface RenewalTask {
  loanId: number;
  parties: { memberNumber: string; itemBarcode: string };
  overrideReason: string | null;
  requestKey: string | null;
  together: string | null;
  automatic: boolean;
}

async function renew(
  trx: Tx,
  asker: Ctx,
  { loanId, parties, overrideReason, requestKey, together, automatic }: RenewalTask,
): Promise<Loan | null> {
  const ctx = noting(asker, together !== null);
  const { memberNumber, itemBarcode } = parties;
  const { members, items } = await lockInOrder(trx, { memberNumbers: [memberNumber], barcodes: [itemBarcode] });
  const [member, item] = [members.get(memberNumber), items.get(itemBarcode)];
  const loan = await lockLoan(trx, loanId);
  if (!member || !item || !loan) throw circulationErrors.loanNotFound();
  // whose loan it is nobody else gets to know; a link that ends meanwhile waits, or has ended
  if (!(await mayActFor(trx, ctx, member.id))) throw circulationErrors.loanNotFound();
  if (requestKey !== null && (await wasRenewedBy(trx, requestKey, loanId)))
    return (await findLoanView(trx, loanId)) ?? null;
  const about = { title: item.title, barcode: item.barcode };
  if (loan.status !== 'open') throw circulationErrors.loanNotOpen(about);
  // chosen a moment ago, perhaps: the member is locked; a date that the desk set stays
  if (automatic && (!member.renewsItself || loan.dueByHand)) return null;

  const keys = { libraryId: loan.libraryId, categoryId: member.categoryId, itemType: item.itemType };
  const facts = await lendingFacts(trx, { ...keys, memberId: member.id, itemId: item.id });
  const { policy } = resolvePolicy(facts.rules, keys);
  const now = ctx.clock.now();
  const calendar = await lendingCalendar(trx, loan.libraryId, now, {
    days: policy.renewalLength,
    since: loan.dueAt,
    until: loan.dueAt,
  });
  const others = facts.running.filter((other) => other.id !== loanId);
  const plan = planRenewal(loan, policy, { now, calendar, othersOverdue: countOverdue(others, now) > 0 });
  const { timeZone } = calendar;
  const dueAt = renewedUntil(loan, plan, policy, { expiresOn: member.expiresOn, now, calendar });
  if (overrideReason === null) {
    const wanted = { itemId: item.id, bibId: item.bibId, memberId: member.id, today: today(ctx, timeZone) };
    const rules = async () => selectPolicies(trx);
    const max = policy.maxDebtToRenew;
    const refusal = await renewalRefusal(ctx, {
      plan,
      about,
      max: policy.maxRenewals ?? 0,
      isWanted: async () => (await othersWait(trx, wanted)) && (await waitingStops(trx, policy, { ...wanted, rules })),
      booked: bookedAhead(facts.bookings, { memberId: member.id, now, dueAt }),
      member: { withdrawn: member.status === 'withdrawn', expiresOn: member.expiresOn, blocks: member.blocks },
      debt: async () => ({ max, owed: max === null ? 0 : await balanceOf(trx, member.id) }),
      timeZone,
    });
    if (refusal) throw refusal;
  }
  if (automatic) {
    const autoRenewals = loan.renewalCount === 0 ? 0 : await countAutoRenewals(trx, loanId);
    if (!renewsItself({ ...loan, autoRenewals }, policy, plan, { now, timeZone })) return null;
  }

  if (automatic && dueAt <= loan.dueAt) return null;
  // it is read here and ends with the day: there is nothing to give
  if (loan.onSite && dueAt <= loan.dueAt) throw circulationErrors.renewalOnSite({ ...about, overridable: false });
  const by = doneBy(ctx);
  const before = loan.renewalCount === 0 ? 0 : await finesOfRenewals(trx, loanId);
  const fine = await chargeFine(trx, ctx, { loan, item, at: now, calendar });
  await insertRenewal(trx, {
    loanId,
    renewedAt: now,
    dueBefore: loan.dueAt,
    dueAfter: dueAt,
    renewedBy: by.name,
    renewedByAccountId: by.accountId,
    automatic,
    fine: Math.max(0, fine - before),
    requestKey,
    together,
  });
  if (!automatic) await noteActivity(trx, ctx, member);
  await alterLoan(trx, ctx, loan, { dueAt, dueByHand: false, renewalCount: loan.renewalCount + 1 });
  await forgetReminders(trx, ctx, loanId);
  await keepAct(trx, ctx, 'renewal', loanId);
  await recordAudit(trx, ctx, {
    action: 'loan.renewed',
    entity: 'loan',
    entityId: loanId,
    subjectId: loan.memberId,
    libraryId: loan.libraryId,
    before: { dueAt: loan.dueAt },
    after: { dueAt, ...(automatic && { automatic }), ...(overrideReason && { overrideReason }) },
  });
  const view = await findLoanView(trx, loanId);
  if (!view) throw circulationErrors.loanNotFound();
  return view;
}

/** Was this loan renewed by the same request before? Throws `circulation.request_key_used` when it was another loan. */
async function wasRenewedBy(trx: Tx, requestKey: string, loanId: number): Promise<boolean> {
  const renewed = await loanOfRequest(trx, requestKey);
  if (renewed !== null && renewed !== loanId) throw circulationErrors.requestKeyUsed();
  return renewed !== null;
}
