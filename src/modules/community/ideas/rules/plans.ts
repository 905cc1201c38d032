export const PLAN_STATUSES = ['proposed', 'committed', 'in_progress', 'done', 'stopped'] as const;
export type PlanStatus = (typeof PLAN_STATUSES)[number];

/** Why plans stop, so that the next edition can do something about it. */
export const OBSTACLES = ['time', 'people', 'money', 'tools', 'place', 'permission', 'interest', 'other'] as const;
export type Obstacle = (typeof OBSTACLES)[number];

/** Figures of this system that a plan may be bound to. */
export const FACTS = [
  'titles',
  'copies',
  'open_hours',
  'saturday_hours',
  'new_members',
  'visits',
  'saturday_visits',
  'loans',
  'programs_held',
] as const;
export type Fact = (typeof FACTS)[number];

/** Facts that are counted in hours, halves and quarters included; all others are whole numbers. */
const IN_HOURS: ReadonlySet<Fact> = new Set(['open_hours', 'saturday_hours']);
export const isInHours = (fact: Fact): boolean => IN_HOURS.has(fact);

/** `level`: what is there now; `since`: what has come since the commitment; `month`: of the last thirty days. */
export type FactKind = 'level' | 'since' | 'month';
const KINDS: Record<Fact, FactKind> = {
  titles: 'level',
  copies: 'level',
  open_hours: 'level',
  saturday_hours: 'level',
  new_members: 'since',
  visits: 'month',
  saturday_visits: 'month',
  loans: 'month',
  programs_held: 'since',
};
export const factKind = (fact: Fact): FactKind => KINDS[fact];

const NEXT: Record<PlanStatus, readonly PlanStatus[]> = {
  proposed: ['committed', 'stopped'],
  committed: ['in_progress', 'done', 'stopped'],
  in_progress: ['done', 'stopped'],
  // begun anew, or marked by mistake
  done: ['in_progress'],
  stopped: ['committed', 'in_progress'],
};

/** Where a plan may go; one that was never committed to is committed to first. */
export const nextStatuses = (from: PlanStatus, wasCommitted: boolean): readonly PlanStatus[] =>
  from === 'stopped' ? NEXT.stopped.filter((to) => (to === 'committed') !== wasCommitted) : NEXT[from];

/** Where a bound plan begins and where it goes; null = it is bound to no figure. */
export interface Course {
  fact: Fact | null;
  baseline: number | null;
  target: number | null;
}

/**
 * Whether the target of a bound plan lies below where it begins: meant so, or a slip? The owner is asked. What is counted from the
 * commitment on can only grow.
 */
export const isBelowStart = ({ fact, baseline, target }: Course): boolean =>
  fact !== null && factKind(fact) !== 'since' && baseline !== null && target !== null && target < baseline;

/**
 * How far a bound plan is from where it began to its target, 0 to 1 and beyond. Where the owner said that it goes down, down counts as
 * forward. Else a target at or below the beginning (opening hours kept as they are) is reached when the figure is not below it.
 */
export function progress({
  baseline,
  target,
  now,
  goesDown = false,
}: {
  baseline: number;
  target: number;
  now: number;
  goesDown?: boolean;
}): number {
  if (goesDown && target < baseline) return Math.max(0, (baseline - now) / (baseline - target));
  if (target <= baseline) return now >= target ? 1 : Math.max(0, now / Math.max(1, target));
  return Math.max(0, (now - baseline) / (target - baseline));
}

/** A plan whose day is over, and that is not done. */
export const isBehind = ({ status, dueOn }: { status: PlanStatus; dueOn: string | null }, today: string): boolean =>
  (status === 'committed' || status === 'in_progress') && dueOn !== null && dueOn < today;

/** How many questions its owner was to answer by now and has not; of a plan that was stopped nobody asks. */
export const openFollowUps = (
  { status, followUps }: { status: PlanStatus; followUps: readonly { opensOn: string; answeredOn: string | null }[] },
  today: string,
): number =>
  status === 'stopped'
    ? 0
    : followUps.filter(({ opensOn, answeredOn }) => answeredOn === null && opensOn <= today).length;

/** A plan that does not come on: stopped, past its day, or with an obstacle in its last follow-up. */
export const isStalled = (
  plan: { status: PlanStatus; dueOn: string | null; lastObstacle: Obstacle | null },
  today: string,
): boolean =>
  plan.status === 'stopped' ||
  isBehind(plan, today) ||
  ((plan.status === 'committed' || plan.status === 'in_progress') && plan.lastObstacle !== null);

export const FOLLOW_UP_DAYS = [30, 90] as const;
export type FollowUpDay = (typeof FOLLOW_UP_DAYS)[number];
export type FollowUpStatus = 'in_progress' | 'done' | 'stopped';
