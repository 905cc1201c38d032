import type { LocalDate } from '#shared/dates';
import type { Reached, Scope } from './limits.ts';
import type { ResolvedPolicy } from './policies/policy-values.ts';

/** Stable codes of refusals at lending (as errors: `circulation.<code>`), the worst first. */
export const REFUSALS = [
  'item_withdrawn',
  'item_lost',
  'item_unavailable',
  'item_in_bulk_loan',
  'on_loan_to_member',
  'on_loan_to_other',
  'held_for_other',
  'item_booked',
  'item_for_program',
  'member_withdrawn',
  'member_restricted',
  'card_lost',
  'guardian_consent_missing',
  'reference_only',
  'on_site_not_offered',
  'may_not_borrow',
  'member_blocked',
  'member_suspended',
  'card_expired',
  'owes_too_much',
  'limit_reached',
  'type_limit_reached',
  'same_title',
  'has_overdues',
  'confirm_overdues',
] as const;
export type RefusalCode = (typeof REFUSALS)[number];

/** What whoever holds `loans.override` may decide otherwise, with a reason; the rest is a matter of fact. */
export const OVERRIDABLE: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  'held_for_other',
  'item_booked',
  'item_for_program',
  'reference_only',
  'on_site_not_offered',
  'may_not_borrow',
  'member_blocked',
  'member_suspended',
  'card_expired',
  'owes_too_much',
  'limit_reached',
  'type_limit_reached',
  'same_title',
  'has_overdues',
  'confirm_overdues',
]);

export interface Refusal {
  code: RefusalCode;
  overridable: boolean;
  params: Record<string, string | number>;
}

export interface MemberFacts {
  withdrawn: boolean;
  /** The last day on which the card holds; null = it never expires. */
  expiresOn: LocalDate | null;
  /** Open blocks; `untilDate` is the last day on which one holds, null = until it is lifted. */
  blocks: readonly { kind: string; reason: string; untilDate: LocalDate | null }[];
}

/** What a member owes, and how much of it is no hindrance; whole rupiah. */
export interface Debt {
  owed: number;
  /** null = whatever is owed. */
  max: number | null;
}
/** Does this debt stop what its limit is about? */
export const owesTooMuch = ({ owed, max }: Debt): boolean => max !== null && owed > max;

export interface BorrowFacts {
  /** Today in the library's calendar. */
  today: LocalDate;
  /** To be read in the library until it closes, not taken home. */
  onSite: boolean;
  item: {
    status: string;
    onLoan: boolean;
    onLoanToThisMember: boolean;
    /** It lies in a box of a bulk loan. */
    inBulkLoan?: boolean;
    /** The day from which it is booked for another member, before this loan would be back. */
    bookedFrom?: LocalDate | null;
    /** It waits in the room of a programme: its name, and the last day in the library's calendar. */
    forProgram?: { program: string; on: LocalDate } | null;
    /** The name of the other member for whom it is kept. */
    keptFor?: string | null;
  };
  member: MemberFacts & {
    /** Below 18 and without the guardian's consent (UU 27/2022 art. 25). */
    consentMissing: boolean;
    /** The limits that this loan would break (rules/limits.ts). */
    reached: readonly (Reached & { scope: Scope })[];
    /** Running loans of other copies of the same record, by rules that allow one of each. */
    sameTitle: number;
    overdue: number;
    debt: Debt;
  };
  policy: Pick<
    ResolvedPolicy,
    'mayBorrow' | 'referenceOnly' | 'severalCopies' | 'lendWithOverdues' | 'onSiteLoans' | 'onSiteApart'
  >;
  /** Whether the desk has said that it lends in spite of overdue copies. */
  confirmed: boolean;
}

type Refuse = (code: RefusalCode, params?: Refusal['params']) => void;

function collect(say: (refuse: Refuse) => void): Refusal[] {
  const found: Refusal[] = [];
  say((code, params = {}) => found.push({ code, overridable: OVERRIDABLE.has(code), params }));
  return found.toSorted((a, b) => REFUSALS.indexOf(a.code) - REFUSALS.indexOf(b.code));
}

/** Everything that speaks against lending, worst first; none = lend it. */
export const canBorrow = (facts: BorrowFacts): Refusal[] =>
  collect((refuse) => {
    refuseCopy(facts, refuse);
    refuseMember(facts.today, facts.onSite, facts.member, refuse);
    // whoever shows a card that was reported lost need not be its owner; what was lent before may be renewed
    if (facts.member.blocks.some((block) => block.kind === 'lost_card')) refuse('card_lost');
    if (facts.member.consentMissing) refuse('guardian_consent_missing');
    // money keeps nobody from reading in the library
    if (!facts.onSite) refuseDebt(facts.member.debt, refuse);
    refuseNumber(facts, refuse);
  });

/** What speaks against a member keeping a copy longer: the copy and the limit were decided when it was lent. */
export const mayRenew = (today: LocalDate, member: MemberFacts, debt: Debt): Refusal[] =>
  collect((refuse) => {
    refuseMember(today, false, member, refuse);
    refuseDebt(debt, refuse);
  });

function refuseDebt(debt: Debt, refuse: Refuse): void {
  if (owesTooMuch(debt)) refuse('owes_too_much', { owed: debt.owed, max: debt.max ?? 0 });
}

function refuseCopy({ onSite, item, policy }: BorrowFacts, refuse: Refuse): void {
  if (item.onLoan) refuse(item.onLoanToThisMember ? 'on_loan_to_member' : 'on_loan_to_other');
  if (item.status === 'withdrawn') refuse('item_withdrawn');
  else if (item.status === 'lost' || item.status === 'missing') refuse('item_lost');
  else if (item.status !== 'available') refuse('item_unavailable');
  if (item.inBulkLoan) refuse('item_in_bulk_loan');
  if (item.keptFor) refuse('held_for_other', { name: item.keptFor });
  if (item.bookedFrom) refuse('item_booked', { on: item.bookedFrom });
  if (item.forProgram) refuse('item_for_program', item.forProgram);
  if (onSite) {
    if (!policy.onSiteLoans) refuse('on_site_not_offered');
    return;
  }
  if (policy.referenceOnly) refuse('reference_only');
  if (!policy.mayBorrow) refuse('may_not_borrow');
}

/** A suspension keeps nobody from reading in the library. */
function refuseMember(today: LocalDate, onSite: boolean, member: MemberFacts, refuse: Refuse): void {
  if (member.withdrawn) refuse('member_withdrawn');
  const holding = member.blocks.filter((block) => block.untilDate === null || block.untilDate >= today);
  if (holding.some((block) => block.kind === 'restricted')) refuse('member_restricted');
  const manual = holding.find((block) => block.kind === 'manual');
  if (manual) refuse('member_blocked', { reason: manual.reason });
  const suspension = holding
    .filter((block) => block.kind === 'suspension')
    .toSorted((a, b) => (a.untilDate ?? '9999').localeCompare(b.untilDate ?? '9999'))
    .at(-1);
  if (suspension && !onSite) refuse('member_suspended', { until: suspension.untilDate ?? '' });
  if (member.expiresOn !== null && member.expiresOn < today) refuse('card_expired', { on: member.expiresOn });
}

function refuseNumber({ onSite, item, member, policy, confirmed }: BorrowFacts, refuse: Refuse): void {
  // who may not borrow at all is not told how many
  if ((onSite && policy.onSiteApart) || policy.mayBorrow) {
    for (const { scope, count, max } of member.reached) {
      refuse(scope === 'all' ? 'limit_reached' : 'type_limit_reached', { count, max });
    }
  }
  if (!policy.severalCopies && member.sameTitle > 0 && !item.onLoanToThisMember) refuse('same_title');
  if (member.overdue === 0 || onSite) return;
  if (policy.lendWithOverdues === 'block') refuse('has_overdues', { count: member.overdue });
  if (policy.lendWithOverdues === 'confirm' && !confirmed) refuse('confirm_overdues', { count: member.overdue });
}
