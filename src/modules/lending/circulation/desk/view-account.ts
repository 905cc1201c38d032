import type { Ctx } from '#platform/context';
import { withPreparedStatements } from '#platform/database/prepared';
import { balanceOf } from '#modules/lending/charges';
import { blockHolds, isExpired, type BlockKind, type LoanMember } from '#modules/people/members';
import { addDays, localDate, type LocalDate } from '#shared/dates';
import type { DueState, Loan, OpenLoan } from '../client.ts';
import { countHistory, selectOpenLoans } from '../data/loan-views.queries.ts';
import { selectWantedLoans } from '../data/holds.queries.ts';
import { selectBookedLoans, selectPolicies } from '../data/policies.queries.ts';
import { circulationErrors } from '../errors.ts';
import { ANY_KIND, lendingCalendar, lendingCalendars, today } from '../lend-support.ts';
import { seenMember } from '../member-access.ts';
import type { RefusalCode } from '../rules/can-borrow.ts';
import { countLateDays } from '../rules/count-late-days.ts';
import { bookedAhead } from '../rules/holds/booked-copy.ts';
import { planRenewal, renewedUntil } from '../rules/plan-renewal.ts';
import { policyReader, resolvePolicy, type PolicyRule } from '../rules/policies/resolve-policy.ts';
import { renewalRefusal } from '../loans/renewal-refusal.ts';
import { waitingStops } from '../loans/wanted-loans.ts';
import { stopsLending } from './stops-lending.ts';

export interface AccountBlock {
  kind: BlockKind;
  reason: string;
  /** The last day on which it holds; null = until it is lifted. */
  untilDate: LocalDate | null;
}
export interface Account {
  member: {
    number: string;
    fullName: string;
    categoryCode: string;
    expiresOn: LocalDate | null;
    expired: boolean;
    withdrawn: boolean;
  };
  /** Running loans, the most urgent first. */
  loans: OpenLoan[];
  /** Blocks that hold today. */
  blocks: AccountBlock[];
  /** Whole rupiah; positive = the member owes. */
  balance: number;
  /** All loans ever; 0 where a guardian looks. */
  historyCount: number;
  /** How many copies of all kinds together, null = no limit; single kinds may have limits of their own. */
  maxLoans: number | null;
  /** What keeps the member from borrowing here, whatever the copy is (refusals `circulation.<code>`), the worst first; empty = nothing. */
  stops: RefusalCode[];
  /** Whether loans renew themselves for this member; null = no rule lets them. */
  autoRenewal: 'on' | 'off' | null;
}

/**
 * What a member has and owes, as the desk, the member and a child's guardian see it. Needs `loans.read`, or the session of the member or
 * of the guardian.
 * @param libraryId whose limit is shown; else the desk's library, else the member's home library
 * Throws `circulation.unknown_member`.
 */
export const viewAccount = async (ctx: Ctx, memberNumber: string, libraryId?: number | null): Promise<Account> =>
  withPreparedStatements(async () => accountOf(ctx, memberNumber, libraryId));

async function accountOf(ctx: Ctx, memberNumber: string, libraryId?: number | null): Promise<Account> {
  const { member, as } = await seenMember(ctx, 'loans.read', memberNumber);
  const at = libraryId ?? ctx.libraryId ?? member.homeLibraryId;
  const now = ctx.clock.now();
  const [rows, balance, historyCount, rules, calendar] = await Promise.all([
    selectOpenLoans(ctx.db, member.id),
    balanceOf(ctx.db, member.id),
    countHistory(ctx.db, member.id),
    selectPolicies(ctx.db),
    lendingCalendar(ctx.db, at, now),
  ]);
  const day = today(ctx, calendar.timeZone);
  const expired = isExpired(member.expiresOn, day);
  const blocks = member.blocks.filter((block) => blockHolds(block, day));
  const policyOf = policyReader(rules, member.categoryId);
  const { policy } = resolvePolicy(rules, { libraryId: at, categoryId: member.categoryId, itemType: ANY_KIND });
  return {
    member: {
      number: member.number,
      fullName: member.fullName,
      categoryCode: member.categoryCode,
      expiresOn: member.expiresOn,
      expired,
      withdrawn: member.status === 'withdrawn',
    },
    loans: await howTheyStand(ctx, rows, { rules, member, balance }),
    blocks: blocks.map(({ kind, reason, untilDate }) => ({ kind, reason, untilDate })),
    balance,
    // what a child has read is the child's own
    historyCount: as === 'guardian' ? 0 : historyCount,
    maxLoans: policy.maxLoans,
    stops: stopsLending({
      member,
      today: day,
      now,
      loans: rows,
      policy,
      policyOf: ({ library, itemType }) => policyOf({ libraryId: library.id, itemType }),
      balance,
    }),
    autoRenewal: mayRenewItself(rules, member) ? (member.renewsItself ? 'on' : 'off') : null,
  };
}

const mayRenewItself = (rules: readonly PolicyRule[], { categoryId }: LoanMember): boolean =>
  rules.some((rule) => rule.autoRenewal && (rule.categoryId === null || rule.categoryId === categoryId));

async function howTheyStand(
  ctx: Ctx,
  loans: readonly Loan[],
  about: { rules: readonly PolicyRule[]; member: LoanMember; balance: number },
): Promise<OpenLoan[]> {
  if (loans.length === 0) return [];
  const { rules, member, balance } = about;
  const now = ctx.clock.now();
  const dates = loans.map((loan) => loan.dueAt.getTime());
  const span = { since: new Date(Math.min(...dates)), until: new Date(Math.max(...dates)) };
  const lenders = [...new Set(loans.map((loan) => loan.library.id))];
  const [calendars, wanted, booked] = await Promise.all([
    lendingCalendars(ctx.db, lenders, now, span),
    selectWantedLoans(ctx.db, member.id, now),
    selectBookedLoans(ctx.db, member.id),
  ]);
  const overdue = loans.filter((loan) => loan.status === 'open' && loan.dueAt < now);
  const reader = policyReader(rules, member.categoryId);
  const policyOf = ({ library, itemType }: Loan) => reader({ libraryId: library.id, itemType });
  const waitedFor = new Set<number>();
  for (const loan of loans) {
    const calendar = calendars.get(loan.library.id);
    const itemId = wanted.get(loan.id);
    if (!calendar || itemId === undefined) continue;
    const demand = { itemId, bibId: loan.bibId, memberId: member.id, today: today(ctx, calendar.timeZone) };
    if (await waitingStops(ctx.db, policyOf(loan), { ...demand, rules: () => [...rules] })) waitedFor.add(loan.id);
  }
  const shown = loans.map(async (loan): Promise<OpenLoan[]> => {
    const calendar = calendars.get(loan.library.id);
    if (!calendar) return [];
    const othersOverdue = overdue.some((other) => other !== loan);
    const policy = policyOf(loan);
    const plan = planRenewal(loan, policy, { now, calendar, othersOverdue });
    const dueAt = renewedUntil(loan, plan, policy, { expiresOn: member.expiresOn, now, calendar });
    const about = { title: loan.title, barcode: loan.itemBarcode };
    const refused =
      loan.status === 'open'
        ? await renewalRefusal(ctx, {
            plan,
            about,
            max: policy.maxRenewals ?? 0,
            isWanted: () => waitedFor.has(loan.id),
            booked: bookedAhead(booked.get(loan.id) ?? [], { memberId: member.id, now, dueAt }),
            member: { withdrawn: member.status === 'withdrawn', expiresOn: member.expiresOn, blocks: member.blocks },
            debt: () => ({ owed: balance, max: policy.maxDebtToRenew }),
            timeZone: calendar.timeZone,
          })
        : circulationErrors.loanNotOpen(about);
    return [
      {
        ...loan,
        lateDays: countLateDays(loan.dueAt, loan.claimedAt ?? now, calendar),
        dueState: dueStateOf(loan, loan.claimedAt ?? now),
        renewableUntil: refused ? null : dueAt,
        renewalRefused: refused && { code: refused.code, params: refused.params },
      },
    ];
  });
  return (await Promise.all(shown)).flat();
}

function dueStateOf({ dueAt, library }: Loan, now: Date): DueState {
  if (dueAt < now) return 'overdue';
  const day = localDate(now, library.timeZone);
  const due = localDate(dueAt, library.timeZone);
  if (due <= day) return 'today';
  return due <= addDays(day, 1) ? 'soon' : 'fine';
}
