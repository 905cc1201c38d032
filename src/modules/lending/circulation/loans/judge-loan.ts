import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import type { ItemForLoan } from '#modules/collection/catalog';
import { balanceOf } from '#modules/lending/charges';
import type { Calendar } from '#modules/ground/libraries';
import { guardianConsentMissing, type LoanMember } from '#modules/people/members';
import { localDate, type LocalDate } from '#shared/dates';
import { loanHolds, type LoanHolds } from '../data/holds.queries.ts';
import { countOverdue, lendingFacts, type LendingFacts, type RunningLoanOfMember } from '../data/policies.queries.ts';
import { programOfCopy, type CopyProgram } from '../data/program-copies.queries.ts';
import { circulationErrors } from '../errors.ts';
import { dueByHand, type DueByHand } from './due-by-hand.ts';
import { lendingCalendar, refusalError, today } from '../lend-support.ts';
import { bookedAhead, ownBookingEnd } from '../rules/holds/booked-copy.ts';
import { canBorrow } from '../rules/can-borrow.ts';
import { computeDueDate, loanRule, onSiteDue, withinCard } from '../rules/compute-due-date.ts';
import type { LendingCalendar } from '../rules/lending-calendar.ts';
import { countedLoan, loanLimitsReached } from '../rules/limits.ts';
import type { Policy } from '../rules/policies/policy-values.ts';
import { lessPercent } from '../rules/price.ts';
import { policyReader, resolvePolicy } from '../rules/policies/resolve-policy.ts';
import { LONGEST_REASON } from '../schema.ts';
import { nameFor } from '../served-members.ts';

/** For so long nearly all is lent. */
const USUAL_DAYS = 31;

/** How it is to be lent. */
export interface LoanWanted {
  onSite?: boolean;
  confirmed?: boolean;
  override?: { reason: string } | null;
  /** A due date of the desk's own; needs `loans.due_date` and a reason. */
  due?: DueByHand | null;
}
/** A loan that would be made just before, as if it ran. */
export interface LoanBefore extends RunningLoanOfMember {
  /** What it would cost, whole rupiah: owed from then on. */
  rental: number;
}
/** A loan that nothing speaks against, or in spite of what does. */
export interface JudgedLoan {
  library: NonNullable<LendingFacts['library']>;
  policy: Policy;
  dueAt: Date;
  holds: LoanHolds;
  calendar: Calendar;
  overrideReason: string | null;
  /** What it costs, whole rupiah; 0 = nothing. */
  rental: number;
  /** Why the due date was set by hand; null = the rules say it. */
  dueReason: string | null;
}

/**
 * Whether a copy may be lent, and until when: the one judgement, by which a loan is made (the caller holds the locks of member and copy) and
 * by which it is offered beforehand. Writes nothing. Throws what speaks against it (rules/can-borrow.ts).
 */
export async function judgeLoan(
  db: Db | Tx,
  ctx: Ctx,
  loan: {
    member: LoanMember;
    item: ItemForLoan;
    libraryId: number;
    input: LoanWanted;
    before?: readonly LoanBefore[];
  },
): Promise<JudgedLoan> {
  const { member, item, libraryId, input, before = [] } = loan;
  const keys = { libraryId, categoryId: member.categoryId, itemType: item.itemType };
  const alsoTypes = before.map(({ itemType }) => itemType);
  // asked along, and asked again for the few rules that lend for longer
  const usualCalendar = lendingCalendar(db, libraryId, ctx.clock.now(), { days: USUAL_DAYS });
  usualCalendar.catch(() => undefined);
  const [known, holds] = await Promise.all([
    lendingFacts(db, { ...keys, alsoTypes, memberId: member.id, itemId: item.id }),
    loanHolds(db, { itemId: item.id, bibId: item.bibId, memberId: member.id }),
  ]);
  const facts = { ...known, running: [...known.running, ...before] };
  if (!facts.library) throw platformErrors.invalidInput({}, { libraryId: 'unknown' });
  const { policy } = resolvePolicy(facts.rules, keys);
  const { onSite = false } = input;
  const zone = facts.library.timeZone;
  const now = ctx.clock.now();
  const days = policy.loanUnit === 'day' ? policy.loanLength : 0;
  const calendar = await (days > USUAL_DAYS ? lendingCalendar(db, libraryId, now, { days }) : usualCalendar);
  const byHand = dueByHand(ctx, input.due, { libraryId, timeZone: zone, onSite });
  const usual = onSite ? onSiteDue(now, calendar) : dueAtHome(now, policy, calendar, member);
  // who has booked it has it until the end of the booking
  const dueAt =
    byHand?.dueAt ?? ((!onSite && ownBookingEnd(facts.bookings, { memberId: member.id, now, dueAt: usual })) || usual);
  const booked = bookedAhead(facts.bookings, { memberId: member.id, now, dueAt });
  const bookedFrom = booked && localDate(booked, zone);
  const forProgram = item.setAside === 'program' ? await programOfCopy(db, item.id) : null;
  // most rules let everybody owe: the ledger is asked only where one does not
  const rentals = before.reduce((sum, { rental }) => sum + rental, 0);
  const owed = policy.maxDebtToLend === null || onSite ? 0 : rentals + (await balanceOf(db, member.id));
  const about = { member, item, facts, policy, owed, zone, holds, bookedFrom, forProgram };
  const { library } = facts;
  const overrideReason = decide(ctx, input, about);
  const rental = onSite ? 0 : lessPercent(policy.rentalCharge, policy.feeDiscount);
  return { library, policy, dueAt, holds, calendar, overrideReason, rental, dueReason: byHand?.reason ?? null };
}

/** When a loan to take home must be back by the policy. */
function dueAtHome(now: Date, policy: Policy, calendar: LendingCalendar, { expiresOn }: LoanMember): Date {
  const dueAt = computeDueDate(now, loanRule(policy), calendar);
  return policy.dueWithinCard ? withinCard(dueAt, expiresOn, { from: now, mode: policy.dueMode, calendar }) : dueAt;
}

interface Case {
  member: LoanMember;
  item: ItemForLoan;
  facts: LendingFacts;
  policy: Policy;
  owed: number;
  zone: string;
  holds: LoanHolds;
  bookedFrom: LocalDate | null;
  forProgram: CopyProgram | null;
}

/** Throws what speaks against it. @returns the reason with which it was overridden, or null when nothing speaks against it */
function decide(
  ctx: Ctx,
  input: LoanWanted,
  { member, item, facts, policy, owed, zone, holds, bookedFrom, forProgram }: Case,
): string | null {
  const { onSite = false } = input;
  const policyOf = policyReader(facts.rules, member.categoryId);
  const running = facts.running.map((loan) => ({ loan, policy: policyOf(loan) }));
  const refusals = canBorrow({
    today: today(ctx, zone),
    onSite,
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
      reached: loanLimitsReached(
        countedLoan(policy, { onSite, itemType: item.itemType }),
        running.map((other) => countedLoan(other.policy, other.loan)),
      ),
      sameTitle: running.filter((other) => other.loan.bibId === item.bibId && !other.policy.severalCopies).length,
      overdue: countOverdue(facts.running, ctx.clock.now()),
      debt: { owed, max: policy.maxDebtToLend },
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
  if (reason.length > LONGEST_REASON) throw platformErrors.invalidInput({}, { reason: 'too_long' });
  return reason;
}
