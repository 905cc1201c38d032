import type { LocalDate } from '#shared/dates';
import { mayRenew, type MemberFacts, type Refusal } from './can-borrow.ts';
import type { ResolvedPolicy } from './policy-values.ts';

/** Stable codes of refusals at placing a hold (as errors: `circulation.<code>`), the worst first. */
export const HOLD_REFUSALS = [
  'hold_no_copy',
  'hold_only_damaged',
  'hold_not_for_loan',
  'hold_not_on_copy',
  'hold_not_on_title',
  'hold_pickup_refused',
  'hold_on_loan_to_member',
  'hold_same_copy',
  'hold_on_shelf',
  'hold_per_title_reached',
  'hold_limit_reached',
  'hold_day_limit_reached',
] as const;
export type HoldRefusalCode = (typeof HOLD_REFUSALS)[number];

/** What staff who hold `loans.override` may decide otherwise, with a reason. */
const OVERRIDABLE: ReadonlySet<HoldRefusalCode> = new Set<HoldRefusalCode>([
  'hold_not_on_copy',
  'hold_not_on_title',
  'hold_on_shelf',
  'hold_limit_reached',
  'hold_day_limit_reached',
]);

export interface HoldRefusal {
  code: HoldRefusalCode | Refusal['code'];
  overridable: boolean;
  params: Record<string, string | number>;
}

/** A copy that may come into question, with what rules where it would be collected. */
export interface HoldableCopy {
  id: number;
  libraryId: number;
  /** On its shelf now. */
  onShelf: boolean;
  /** Part of the collection: not lost, missing or withdrawn. */
  present: boolean;
  /** It lies damaged: neither a list nor a scan gives it to anybody. */
  damaged: boolean;
  policy: Pick<
    ResolvedPolicy,
    | 'mayBorrow'
    | 'referenceOnly'
    | 'maxHolds'
    | 'maxHoldsPerBib'
    | 'maxHoldsPerDay'
    | 'holdsOnShelf'
    | 'holdLevel'
    | 'holdPickup'
  >;
}

export interface HoldFacts {
  today: LocalDate;
  member: MemberFacts & { homeLibraryId: number };
  /** All copies of the record, or the one that is asked for. */
  copies: readonly HoldableCopy[];
  /** On one copy; else on any of the record. */
  onCopy: boolean;
  pickupLibraryId: number;
  /** Running holds of the member: all, on this record, and those placed today. */
  running: { all: number; ofBib: number; today: number };
  /** The member waits for just this copy already. */
  sameCopy: boolean;
  /** The member has this title at home. */
  borrowed: boolean;
}

const pickupFits = (copy: HoldableCopy, facts: HoldFacts): boolean => {
  const { holdPickup } = copy.policy;
  if (holdPickup === 'item_library') return copy.libraryId === facts.pickupLibraryId;
  return holdPickup === 'any' || facts.member.homeLibraryId === facts.pickupLibraryId;
};

function shelfAllows(copies: readonly HoldableCopy[]): boolean {
  const onShelf = copies.some((copy) => copy.onShelf);
  const out = copies.some((copy) => !copy.onShelf);
  return copies.some(({ policy: { holdsOnShelf } }) => {
    if (holdsOnShelf === 'allow') return true;
    return holdsOnShelf === 'if_any_out' ? out : !onShelf;
  });
}

/** The most generous of the copies decides: whoever waits for a title waits for any of them. null = no limit. */
const most = (values: readonly (number | null)[]): number | null =>
  values.includes(null) ? null : Math.max(0, ...values.map((value) => value ?? 0));

/** Everything that speaks against a hold, worst first; none = it may be placed. */
export function mayHold(facts: HoldFacts): HoldRefusal[] {
  // who may not keep what they have, gets nothing new either
  const found: HoldRefusal[] = mayRenew(facts.today, facts.member);
  const refuse = (code: HoldRefusalCode, params: HoldRefusal['params'] = {}): void => {
    found.push({ code, overridable: OVERRIDABLE.has(code), params });
  };
  const present = facts.copies.filter((copy) => copy.present);
  if (present.length === 0) refuse('hold_no_copy');
  // one in repair comes back; of one that is damaged nobody knows
  const usable = present.filter((copy) => !copy.damaged);
  if (present.length > 0 && usable.length === 0) refuse('hold_only_damaged');
  const lendable = usable.filter(({ policy }) => policy.mayBorrow && !policy.referenceOnly && policy.maxHolds > 0);
  if (usable.length > 0 && lendable.length === 0) refuse('hold_not_for_loan');
  if (lendable.length > 0) {
    if (lendable.every(({ policy }) => policy.holdLevel === (facts.onCopy ? 'bib' : 'item'))) {
      refuse(facts.onCopy ? 'hold_not_on_copy' : 'hold_not_on_title');
    }
    const reachable = lendable.filter((copy) => pickupFits(copy, facts));
    if (reachable.length === 0) refuse('hold_pickup_refused');
    else if (!shelfAllows(reachable)) refuse('hold_on_shelf');
    refuseCounts(facts, lendable, refuse);
  }
  if (facts.borrowed) refuse('hold_on_loan_to_member');
  if (facts.sameCopy) refuse('hold_same_copy');
  return found;
}

function refuseCounts(
  { running }: HoldFacts,
  copies: readonly HoldableCopy[],
  refuse: (code: HoldRefusalCode, params: HoldRefusal['params']) => void,
): void {
  const perTitle = most(copies.map(({ policy }) => policy.maxHoldsPerBib));
  if (perTitle !== null && running.ofBib >= perTitle) refuse('hold_per_title_reached', { max: perTitle });
  const all = most(copies.map(({ policy }) => policy.maxHolds));
  if (all !== null && running.all >= all) refuse('hold_limit_reached', { count: running.all, max: all });
  const perDay = most(copies.map(({ policy }) => policy.maxHoldsPerDay));
  if (perDay !== null && running.today >= perDay) refuse('hold_day_limit_reached', { max: perDay });
}
