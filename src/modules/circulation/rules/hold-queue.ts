import type { LocalDate } from '#shared/dates';
import type { Policy } from './policy-values.ts';
import { takesNoHolds } from './resolve-policy.ts';

/** A hold that waits for a copy, as the queue needs to know it. */
export interface QueuedHold {
  id: number;
  categoryId: number;
  /** The member's own library. */
  homeLibraryId: number;
  pickupLibraryId: number;
  /** Only this copy will do; null = any copy of the record. */
  wantedItemId: number | null;
  /** It lets others go first … */
  suspended: boolean;
  /** … until this day, on which it counts again; null = until it is resumed. */
  suspendedUntil: LocalDate | null;
}

/** Does this hold let others go first on that day? Its place in the queue stays. */
export const isPaused = (hold: Pick<QueuedHold, 'suspended' | 'suspendedUntil'>, today: LocalDate): boolean =>
  hold.suspended && (hold.suspendedUntil === null || today < hold.suspendedUntil);

export interface CaughtCopy {
  id: number;
  /** Where it belongs. */
  libraryId: number;
}
/** The values that decide whether a member may be served with a copy of this kind, and in which order. */
export type ServingPolicy = Pick<
  Policy,
  'mayBorrow' | 'referenceOnly' | 'maxHolds' | 'ofType' | 'holdPickup' | 'holdPriority'
>;

/** May this copy be handed to this hold? */
export function fits(hold: QueuedHold, copy: CaughtCopy, policy: ServingPolicy): boolean {
  if (hold.wantedItemId !== null && hold.wantedItemId !== copy.id) return false;
  if (takesNoHolds(policy)) return false;
  return policy.holdPickup !== 'item_library' || hold.pickupLibraryId === copy.libraryId;
}

const isLocal = (hold: QueuedHold, copy: CaughtCopy, policy: ServingPolicy): boolean =>
  (policy.holdPriority === 'pickup' && hold.pickupLibraryId === copy.libraryId) ||
  (policy.holdPriority === 'member_library' && hold.homeLibraryId === copy.libraryId);

/**
 * Who gets a copy that is free: the first in the queue who is not paused and whom it fits. Where the policy of the copy's library
 * serves its own people first, the first of those.
 * @param queue in order
 * @param policyOf what holds for this hold and this copy
 */
export function nextHold<H extends QueuedHold>(
  queue: readonly H[],
  copy: CaughtCopy,
  today: LocalDate,
  policyOf: (hold: H) => ServingPolicy,
): H | null {
  const fitting = queue.filter((hold) => !isPaused(hold, today) && fits(hold, copy, policyOf(hold)));
  return fitting.find((hold) => isLocal(hold, copy, policyOf(hold))) ?? fitting[0] ?? null;
}

/**
 * The order of a queue after one of it has moved.
 * @param position 1 = first; beyond the end = last
 * @returns the same ids, each once
 */
export function moveTo(queue: readonly number[], id: number, position: number): number[] {
  if (!queue.includes(id)) return [...queue];
  const others = queue.filter((one) => one !== id);
  const at = Math.min(Math.max(position, 1), queue.length) - 1;
  return [...others.slice(0, at), id, ...others.slice(at)];
}
