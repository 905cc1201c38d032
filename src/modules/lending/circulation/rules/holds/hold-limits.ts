import { limitReached, type OwnLimit, type Reached } from '../limits.ts';
import type { Policy, ScopedField } from '../policies/policy-values.ts';

/** A hold as limits know it. What rules is what rules where it is collected. */
export interface HoldToCount {
  bibId: number;
  /** It waits, travels or lies ready. */
  running: boolean;
  /** It was placed today. */
  today: boolean;
  /** What rules for copies in general … */
  policy: Policy;
  /** … and for the copies that would do, by item type; none = they are all gone or damaged. */
  kinds: readonly { itemType: string; policy: Policy }[];
}

interface OfType {
  itemType: string;
  limit: OwnLimit;
}
/** A hold with its own limits. */
export interface CountedHold extends Pick<HoldToCount, 'bibId' | 'running' | 'today'> {
  perTitle: OwnLimit;
  all: OwnLimit;
  perDay: OwnLimit;
  /** Whoever waits for a title waits for any of its copies: it counts as of the type that is limited least. */
  ofType: OfType;
  perDayOfType: OfType;
}

const size = (limit: OwnLimit): number => limit ?? Infinity;
/** The most generous of the copies decides; null = no limit. */
const most = (limits: readonly OwnLimit[]): OwnLimit =>
  limits.reduce<OwnLimit>((a, b) => (size(b) > size(a) ? b : a), 0);

function leastLimited(kinds: HoldToCount['kinds'], field: ScopedField): OfType {
  const types = kinds.map(({ itemType, policy }) => ({ itemType, limit: policy.ofType[field] }));
  const [first] = types.toSorted(
    (a, b) =>
      (size(a.limit) === size(b.limit) ? 0 : size(b.limit) - size(a.limit)) || a.itemType.localeCompare(b.itemType),
  );
  // a title whose copies are all gone is of no type
  return first ?? { itemType: '', limit: null };
}

/** A hold with the limits of what it waits for. */
export const countedHold = ({ policy, kinds, ...hold }: HoldToCount): CountedHold => ({
  ...hold,
  perTitle: kinds.length === 0 ? policy.maxHoldsPerBib : most(kinds.map((kind) => kind.policy.maxHoldsPerBib)),
  all: policy.maxHolds,
  perDay: policy.maxHoldsPerDay,
  ofType: leastLimited(kinds, 'maxHolds'),
  perDayOfType: leastLimited(kinds, 'maxHoldsPerDay'),
});

export interface HoldLimitReached extends Reached {
  scope: 'title' | 'all' | 'type' | 'day';
}

/** The limits that a hold would break: of its title, of all, of its type, and of those placed on one day. */
export function holdLimitsReached(wanted: CountedHold, others: readonly CountedHold[]): HoldLimitReached[] {
  const running = others.filter((hold) => hold.running);
  const placedToday = others.filter((hold) => hold.today);
  const sameType = (holds: readonly CountedHold[], key: 'ofType' | 'perDayOfType'): OwnLimit[] =>
    holds.filter((hold) => hold[key].itemType === wanted[key].itemType).map((hold) => hold[key].limit);
  const asked: [HoldLimitReached['scope'], OwnLimit, OwnLimit[]][] = [
    ['title', wanted.perTitle, running.filter((hold) => hold.bibId === wanted.bibId).map((hold) => hold.perTitle)],
    ['all', wanted.all, running.map((hold) => hold.all)],
    ['type', wanted.ofType.limit, sameType(running, 'ofType')],
    ['day', wanted.perDay, placedToday.map((hold) => hold.perDay)],
    ['day', wanted.perDayOfType.limit, sameType(placedToday, 'perDayOfType')],
  ];
  return asked.flatMap(([scope, own, counted]) => {
    const reached = limitReached(own, counted);
    return reached ? [{ scope, ...reached }] : [];
  });
}
