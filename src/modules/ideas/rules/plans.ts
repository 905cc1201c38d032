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

/**
 * How far a bound plan is from where it began to its target, 0 to 1 and beyond. A target at or below the beginning (opening hours kept
 * as they are) is reached when the figure is not below it.
 */
export function progress({ baseline, target, now }: { baseline: number; target: number; now: number }): number {
  if (target <= baseline) return now >= target ? 1 : Math.max(0, now / Math.max(1, target));
  return Math.max(0, (now - baseline) / (target - baseline));
}

/** A plan that does not come on: stopped, past its day, or with an obstacle in its last follow-up. */
export const isStalled = (
  plan: { status: PlanStatus; dueOn: string | null; lastObstacle: Obstacle | null },
  today: string,
): boolean =>
  plan.status === 'stopped' ||
  ((plan.status === 'committed' || plan.status === 'in_progress') &&
    ((plan.dueOn !== null && plan.dueOn < today) || plan.lastObstacle !== null));

export const FOLLOW_UP_DAYS = [30, 90] as const;
export type FollowUpDay = (typeof FOLLOW_UP_DAYS)[number];
export type FollowUpStatus = 'in_progress' | 'done' | 'stopped';
