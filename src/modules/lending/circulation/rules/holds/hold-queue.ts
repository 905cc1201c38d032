import type { LocalDate } from '#shared/dates';
import type { Policy } from '../policies/policy-values.ts';
import { takesNoHolds } from '../policies/resolve-policy.ts';

/** A hold that waits for a copy, as the queue needs to know it. */
export interface QueuedHold {
  id: number;
  memberId: number;
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

interface OwnedCopy {
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
export function fits(hold: QueuedHold, copy: OwnedCopy, policy: ServingPolicy): boolean {
  if (hold.wantedItemId !== null && hold.wantedItemId !== copy.id) return false;
  if (takesNoHolds(policy)) return false;
  return policy.holdPickup !== 'item_library' || hold.pickupLibraryId === copy.libraryId;
}

/** Does the library of the copy serve this hold before others? */
export const isLocal = (hold: QueuedHold, copy: OwnedCopy, policy: ServingPolicy): boolean =>
  (policy.holdPriority === 'pickup' && hold.pickupLibraryId === copy.libraryId) ||
  (policy.holdPriority === 'member_library' && hold.homeLibraryId === copy.libraryId);

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
