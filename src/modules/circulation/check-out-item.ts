import { authorize, authorizeAnywhere } from '#platform/authorize';
import type { Ctx } from '#platform/context';
import { violatedUnique, type Tx } from '#platform/db';
import { platformErrors } from '#platform/errors';
import { withPreparedStatements } from '#platform/prepared';
import { recordAudit } from '#modules/audit';
import { countLoan, lockItemByBarcode, type ItemForLoan } from '#modules/catalog';
import { guardianConsentMissing, lockMemberForLoan, noteActivity, type LoanMember } from '#modules/members';
import { isOpenOn } from '#modules/libraries';
import { localDate, type LocalDate } from '#shared/dates';
import type { Loan } from './client.ts';
import { charge } from '#modules/charges';
import { collectHold } from './collect-hold.ts';
import { loanHolds, type LoanHolds } from './data/holds.queries.ts';
import { insertLoan } from './data/loans.queries.ts';
import { countOverdue, lendingFacts, type LendingFacts } from './data/policies.queries.ts';
import { programOfCopy, type CopyProgram } from './data/program-copies.queries.ts';
import { circulationErrors } from './errors.ts';
import { doneBy, lendingCalendar, noSuchCard, refusalError, today, type Notice } from './lend-support.ts';
import { keepAct, noting, putOnLoan } from './note-changes.ts';
import { bookedAhead, ownBookingEnd } from './rules/booked-copy.ts';
import { canBorrow } from './rules/can-borrow.ts';
import { computeDueDate, loanRule, onSiteDue, withinCard } from './rules/compute-due-date.ts';
import { termsOf } from './rules/loan-terms.ts';
import type { LendingCalendar } from './rules/lending-calendar.ts';
import type { ResolvedPolicy } from './rules/policy-values.ts';
import { countTowardsLimit, limitRuleOf, resolvePolicy } from './rules/resolve-policy.ts';
import { nameFor, refuseStranger } from './served-members.ts';

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
  const member = await lockMemberForLoan(trx, input.memberNumber);
  if (!member) throw await noSuchCard(trx, input.memberNumber);
  refuseStranger(ctx, 'loans.check_out', member);
  const item = await lockItemByBarcode(trx, input.itemBarcode);
  if (!item) throw circulationErrors.unknownBarcode({ barcode: input.itemBarcode });
  const libraryId = asked ?? item.libraryId;
  authorize(ctx, 'loans.check_out', libraryId);

  const keys = { libraryId, categoryId: member.categoryId, itemType: item.itemType };
  const facts = await lendingFacts(trx, { ...keys, memberId: member.id, itemId: item.id });
  if (!facts.library) throw platformErrors.invalidInput({}, { libraryId: 'unknown' });
  const { policy, ordered } = resolvePolicy(facts.rules, keys);
  const { onSite = false } = input;
  const counting = { onSite, onSiteApart: policy.onSiteApart };
  const openLoans = countTowardsLimit(limitRuleOf(ordered, counting), facts.running, counting);
  const holds = await loanHolds(trx, { itemId: item.id, bibId: item.bibId, memberId: member.id });
  const zone = facts.library.timeZone;
  const now = ctx.clock.now();
  const days = policy.loanUnit === 'day' ? policy.loanLength : 0;
  const calendar = await lendingCalendar(trx, libraryId, now, { days });
  const usual = onSite ? onSiteDue(now, calendar) : dueAtHome(now, policy, calendar, member);
  // who has booked it has it until the end of the booking
  const dueAt = (!onSite && ownBookingEnd(facts.bookings, { memberId: member.id, now, dueAt: usual })) || usual;
  const booked = bookedAhead(facts.bookings, { memberId: member.id, now, dueAt });
  const bookedFrom = booked && localDate(booked, zone);
  const forProgram = item.setAside === 'program' ? await programOfCopy(trx, item.id) : null;
  const about = { member, item, facts, policy, openLoans, zone, holds, bookedFrom, forProgram };
  const overrideReason = decide(ctx, input, about);
  const by = doneBy(ctx);
  const id = await insertLoan(trx, {
    onSite,
    itemId: item.id,
    memberId: member.id,
    libraryId,
    loanedAt: now,
    dueAt,
    terms: termsOf(policy),
    loanedBy: by.name,
    loanedByAccountId: by.accountId,
    overrideReason,
  });
  await noteActivity(trx, ctx, member);
  await putOnLoan(trx, ctx, item, true);
  await countLoan(trx, item.bibId);
  if (!onSite && policy.rentalCharge > 0) {
    const { rentalCharge: amount } = policy;
    await charge(trx, ctx, { memberId: member.id, loanId: id, libraryId, kind: 'rental', amount, note: item.title });
  }
  await recordAudit(trx, ctx, {
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
    },
  });
  const notices = await collectHold(trx, ctx, { loanId: id, item, memberId: member.id, holds });
  await keepAct(trx, ctx, 'loan', id);
  if (overrideReason) notices.push({ code: 'circulation.overridden', params: { reason: overrideReason } });
  if (!isOpenOn(calendar, localDate(now, calendar.timeZone))) {
    notices.push({ code: 'circulation.closed_today', params: { library: facts.library.name } });
  }
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
      library: facts.library,
      loanedAt: now,
      dueAt,
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

/** When a loan to take home must be back by the policy. */
function dueAtHome(now: Date, policy: ResolvedPolicy, calendar: LendingCalendar, { expiresOn }: LoanMember): Date {
  const dueAt = computeDueDate(now, loanRule(policy), calendar);
  return policy.dueWithinCard ? withinCard(dueAt, expiresOn, now, calendar.timeZone) : dueAt;
}

interface Case {
  member: LoanMember;
  item: ItemForLoan;
  facts: LendingFacts;
  policy: ResolvedPolicy;
  openLoans: number;
  zone: string;
  holds: LoanHolds;
  bookedFrom: LocalDate | null;
  forProgram: CopyProgram | null;
}

/** Throws what speaks against it. @returns the reason with which it was overridden, or null when nothing speaks against it */
function decide(
  ctx: Ctx,
  input: CheckOutInput,
  { member, item, facts, policy, openLoans, zone, holds, bookedFrom, forProgram }: Case,
): string | null {
  const refusals = canBorrow({
    today: today(ctx, zone),
    onSite: input.onSite ?? false,
    confirmed: input.confirmed ?? false,
    item: {
      status: item.status,
      onLoan: facts.itemMemberId !== null,
      onLoanToThisMember: facts.itemMemberId === member.id,
      inBulkLoan: item.setAside === 'bulk_loan',
      bookedFrom,
      forProgram: forProgram && {
        program: forProgram.title,
        on: localDate(forProgram.until ?? ctx.clock.now(), zone),
      },
      keptFor:
        holds.kept && holds.kept.memberId !== member.id
          ? nameFor(ctx.actor, 'loans.check_out', holds.kept.memberName)
          : null,
    },
    member: {
      withdrawn: member.status === 'withdrawn',
      consentMissing: guardianConsentMissing(member, today(ctx, zone)),
      expiresOn: member.expiresOn,
      blocks: member.blocks,
      openLoans,
      sameTitle: facts.running.filter((loan) => loan.bibId === item.bibId).length,
      overdue: countOverdue(facts.running, ctx.clock.now()),
    },
    policy,
  });
  if (refusals.length === 0) return null;
  const reason = overrideReasonOf(ctx, input.override, facts.library?.id ?? null);
  if (reason === null || refusals.some((refusal) => !refusal.overridable)) {
    throw refusalError(ctx, refusals, {
      title: item.title,
      barcode: item.barcode,
      ...(facts.itemLoanId !== null && { loanId: facts.itemLoanId }),
    });
  }
  return reason;
}

/** Checks that whoever overrides may, and says why. @returns null when nobody asked to override */
export function overrideReasonOf(
  ctx: Ctx,
  override: { reason: string } | null | undefined,
  libraryId: number | null,
): string | null {
  if (!override) return null;
  authorize(ctx, 'loans.override', libraryId);
  const reason = override.reason.trim();
  if (reason === '') throw circulationErrors.overrideReasonNeeded({}, { reason: 'required' });
  return reason;
}
