import type { LocalDate } from '#shared/dates';

/** Stable codes of refusals at lending (as errors: `circulation.<code>`), the worst first. */
export const REFUSALS = [
  'item_withdrawn',
  'item_lost',
  'item_unavailable',
  'on_loan_to_member',
  'on_loan_to_other',
  'member_withdrawn',
  'guardian_consent_missing',
  'reference_only',
  'may_not_borrow',
  'member_blocked',
  'member_suspended',
  'card_expired',
  'limit_reached',
] as const;
export type RefusalCode = (typeof REFUSALS)[number];

/** What whoever holds `loans.override` may decide otherwise, with a reason; the rest is a matter of fact. */
export const OVERRIDABLE: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  'reference_only',
  'may_not_borrow',
  'member_blocked',
  'member_suspended',
  'card_expired',
  'limit_reached',
]);

export interface Refusal {
  code: RefusalCode;
  overridable: boolean;
  params: Record<string, string | number>;
}

export interface BorrowFacts {
  /** Today in the library's calendar. */
  today: LocalDate;
  item: { status: string; onLoan: boolean; onLoanToThisMember: boolean };
  member: {
    withdrawn: boolean;
    /** Below 18 and without the guardian's consent (UU 27/2022 art. 25). */
    consentMissing: boolean;
    /** The last day on which the card holds; null = it never expires. */
    expiresOn: LocalDate | null;
    /** Open blocks; `untilDate` is the last day on which one holds, null = until it is lifted. */
    blocks: readonly { kind: string; reason: string; untilDate: LocalDate | null }[];
    /** Open loans that count towards the limit. */
    openLoans: number;
  };
  policy: { mayBorrow: boolean; referenceOnly: boolean; maxLoans: number };
}

/** Everything that speaks against lending, worst first; none = lend it. */
export function canBorrow({ today, item, member, policy }: BorrowFacts): Refusal[] {
  const found: Refusal[] = [];
  const refuse = (code: RefusalCode, params: Refusal['params'] = {}): void => {
    found.push({ code, overridable: OVERRIDABLE.has(code), params });
  };
  if (item.onLoan) refuse(item.onLoanToThisMember ? 'on_loan_to_member' : 'on_loan_to_other');
  if (item.status === 'withdrawn') refuse('item_withdrawn');
  else if (item.status === 'lost' || item.status === 'missing') refuse('item_lost');
  else if (item.status !== 'available') refuse('item_unavailable');
  if (member.withdrawn) refuse('member_withdrawn');
  if (member.consentMissing) refuse('guardian_consent_missing');
  if (policy.referenceOnly) refuse('reference_only');
  if (!policy.mayBorrow) refuse('may_not_borrow');
  const holding = member.blocks.filter((block) => block.untilDate === null || block.untilDate >= today);
  const manual = holding.find((block) => block.kind === 'manual');
  if (manual) refuse('member_blocked', { reason: manual.reason });
  const suspension = holding
    .filter((block) => block.kind === 'suspension')
    .toSorted((a, b) => (a.untilDate ?? '9999').localeCompare(b.untilDate ?? '9999'))
    .at(-1);
  if (suspension) refuse('member_suspended', { until: suspension.untilDate ?? '' });
  if (member.expiresOn !== null && member.expiresOn < today) refuse('card_expired', { on: member.expiresOn });
  if (member.openLoans >= policy.maxLoans && policy.mayBorrow) {
    refuse('limit_reached', { count: member.openLoans, max: policy.maxLoans });
  }
  return found.toSorted((a, b) => REFUSALS.indexOf(a.code) - REFUSALS.indexOf(b.code));
}
