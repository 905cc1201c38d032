import { authorize } from '#platform/authorize';
import type { Ctx } from '#platform/context';
import { blockHolds, findMemberByNumber, type LoanMember } from '#modules/members';
import { addDays, localDate, type LocalDate } from '#shared/dates';
import type { DueState, Loan, OpenLoan } from './client.ts';
import { balanceOf } from './data/charges.queries.ts';
import { countHistory, selectOpenLoans } from './data/loan-views.queries.ts';
import { lendingFacts } from './data/policies.queries.ts';
import { circulationErrors } from './errors.ts';
import { lendingCalendar } from './lend-support.ts';
import { countLateDays } from './rules/count-late-days.ts';
import { resolvePolicy } from './rules/resolve-policy.ts';

export interface AccountBlock {
  kind: 'manual' | 'suspension';
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
  /** All loans ever. */
  historyCount: number;
  /** How many copies in general; rules for single kinds of copies may say otherwise. */
  maxLoans: number;
}

/**
 * What a member has and owes, as the desk and the member see it. Needs `loans.read`, or the member's own session.
 * @param libraryId whose limit is shown; else the desk's library, else the member's home library
 * Throws `circulation.unknown_member`.
 */
export async function viewAccount(ctx: Ctx, memberNumber: string, libraryId?: number | null): Promise<Account> {
  const own = ctx.actor.kind === 'member' && ctx.actor.number === memberNumber;
  if (!own) authorize(ctx, 'loans.read');
  const member = await findMemberByNumber(ctx.db, memberNumber);
  if (!member) throw circulationErrors.unknownMember({ number: memberNumber });
  const at = libraryId ?? ctx.libraryId ?? member.homeLibraryId;
  const [rows, balance, historyCount, facts] = await Promise.all([
    selectOpenLoans(ctx.db, member.id),
    balanceOf(ctx.db, member.id),
    countHistory(ctx.db, member.id),
    // no item type: only the rules for all kinds of copies
    lendingFacts(ctx.db, {
      libraryId: at,
      categoryId: member.categoryId,
      itemType: '',
      memberId: member.id,
      itemId: null,
    }),
  ]);
  const keys = { libraryId: at, categoryId: member.categoryId, itemType: '' };
  return {
    member: headOf(ctx, member, facts.library?.timeZone ?? 'Asia/Jakarta'),
    loans: await withDueStates(ctx, rows),
    blocks: blocksToday(ctx, member, facts.library?.timeZone ?? 'Asia/Jakarta'),
    balance,
    historyCount,
    maxLoans: resolvePolicy(facts.rules, keys).policy.maxLoans,
  };
}

const headOf = (ctx: Ctx, member: LoanMember, zone: string): Account['member'] => ({
  number: member.number,
  fullName: member.fullName,
  categoryCode: member.categoryCode,
  expiresOn: member.expiresOn,
  expired: member.expiresOn !== null && member.expiresOn < localDate(ctx.clock.now(), zone),
  withdrawn: member.status === 'withdrawn',
});

const blocksToday = (ctx: Ctx, member: LoanMember, zone: string): AccountBlock[] =>
  member.blocks
    .filter((block) => blockHolds(block, localDate(ctx.clock.now(), zone)))
    .map(({ kind, reason, untilDate }) => ({ kind, reason, untilDate }));

async function withDueStates(ctx: Ctx, loans: readonly Loan[]): Promise<OpenLoan[]> {
  const now = ctx.clock.now();
  const states: OpenLoan[] = [];
  for (const loan of loans) {
    const overdue = loan.dueAt < now;
    const lateDays = overdue
      ? countLateDays(loan.dueAt, now, await lendingCalendar(ctx.db, loan.library.id, now, { since: loan.dueAt }))
      : 0;
    states.push({ ...loan, lateDays, dueState: overdue ? 'overdue' : dueStateOf(loan, now) });
  }
  return states;
}

function dueStateOf(loan: Loan, now: Date): DueState {
  const zone = loan.library.timeZone;
  const today = localDate(now, zone);
  const due = localDate(loan.dueAt, zone);
  if (due <= today) return 'today';
  return due <= addDays(today, 1) ? 'soon' : 'fine';
}
