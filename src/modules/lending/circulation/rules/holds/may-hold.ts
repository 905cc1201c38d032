import type { LocalDate } from '#shared/dates';
import { mayRenew, type Debt, type MemberFacts, type Refusal } from '../can-borrow.ts';
import type { HoldLimitReached } from './hold-limits.ts';
import type { Policy } from '../policies/policy-values.ts';
import { takesNoHolds } from '../policies/resolve-policy.ts';

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
  'hold_type_limit_reached',
  'hold_day_limit_reached',
] as const;
export type HoldRefusalCode = (typeof HOLD_REFUSALS)[number];

/** What staff who hold `loans.override` may decide otherwise, with a reason. */
const OVERRIDABLE: ReadonlySet<HoldRefusalCode> = new Set<HoldRefusalCode>([
  'hold_not_on_copy',
  'hold_not_on_title',
  'hold_on_shelf',
  'hold_limit_reached',
  'hold_type_limit_reached',
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
    Policy,
    | 'mayBorrow'
    | 'referenceOnly'
    | 'maxHolds'
    | 'ofType'
    | 'holdsOnShelf'
    | 'holdLevel'
    | 'holdPickup'
    | 'maxDebtToHold'
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
  /** The member waits for just this copy already. */
  sameCopy: boolean;
  /** The limits that this hold would break (rules/hold-limits.ts). */
  reached: readonly HoldLimitReached[];
  /** What the member owes, whole rupiah. */
  owed: number;
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

/** The most that may be owed; the most generous of the copies decides: whoever waits for a title waits for any of them. */
function debtOf({ owed }: HoldFacts, copies: readonly HoldableCopy[]): Debt {
  const limits = copies.map(({ policy }) => policy.maxDebtToHold ?? Infinity);
  const most = limits.length === 0 ? Infinity : Math.max(...limits);
  return { owed, max: most === Infinity ? null : most };
}

const OF_SCOPE: Record<HoldLimitReached['scope'], HoldRefusalCode> = {
  title: 'hold_per_title_reached',
  all: 'hold_limit_reached',
  type: 'hold_type_limit_reached',
  day: 'hold_day_limit_reached',
};

/** Everything that speaks against a hold, worst first; none = it may be placed. */
export function mayHold(facts: HoldFacts): HoldRefusal[] {
  const present = facts.copies.filter((copy) => copy.present);
  // one in repair comes back; of one that is damaged nobody knows
  const usable = present.filter((copy) => !copy.damaged);
  const lendable = usable.filter(({ policy }) => !takesNoHolds(policy));
  // who may not keep what they have, gets nothing new either
  const found: HoldRefusal[] = mayRenew(facts.today, facts.member, debtOf(facts, lendable));
  const refuse = (code: HoldRefusalCode, params: HoldRefusal['params'] = {}): void => {
    found.push({ code, overridable: OVERRIDABLE.has(code), params });
  };
  if (present.length === 0) refuse('hold_no_copy');
  if (present.length > 0 && usable.length === 0) refuse('hold_only_damaged');
  if (usable.length > 0 && lendable.length === 0) refuse('hold_not_for_loan');
  if (lendable.length > 0) {
    if (lendable.every(({ policy }) => policy.holdLevel === (facts.onCopy ? 'bib' : 'item'))) {
      refuse(facts.onCopy ? 'hold_not_on_copy' : 'hold_not_on_title');
    }
    const reachable = lendable.filter((copy) => pickupFits(copy, facts));
    if (reachable.length === 0) refuse('hold_pickup_refused');
    else if (!shelfAllows(reachable)) refuse('hold_on_shelf');
    for (const { scope, count, max } of facts.reached) refuse(OF_SCOPE[scope], { count, max });
  }
  if (facts.borrowed) refuse('hold_on_loan_to_member');
  if (facts.sameCopy) refuse('hold_same_copy');
  return found;
}
