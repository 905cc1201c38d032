import { fits, isLocal, type QueuedHold, type ServingPolicy } from './hold-queue.ts';

/** A copy that is free to be given to somebody who waits. */
export interface FreeCopy {
  id: number;
  /** Where it belongs. */
  libraryId: number;
  /** Where it is now. */
  at: number;
  /** Somebody holds it: it has just come in. Else it stands on its shelf and has to be fetched. */
  inHand: boolean;
}

/** The same with what decides by which rules it is lent. */
export type ChoosableCopy = FreeCopy & { itemType: string };

/** What is to be known of libraries. */
export interface Places {
  /** Does the library open today? Where nobody comes, nobody fetches anything. */
  isOpen: (libraryId: number) => boolean;
  /** In which order libraries are asked for copies that are collected at one: their place in its list, or the network's. */
  rank: (libraryId: number, pickupLibraryId: number) => number;
  /** Kilometres or any other measure between two libraries; null = not known. */
  distance: (from: number, to: number) => number | null;
}

/**
 * Who of the queue of one title gets which of its free copies: the one rule by which lists are written of what to fetch, and by which a
 * scan decides what becomes of a copy. The same queue and copies always give the same pairs, and when one pair is served the others stay:
 * who has fetched half of a list goes on with the rest of it.
 *
 * Whom the library of a copy serves first (`holdPriority`) chooses among its copies before all others; then everybody chooses in the
 * order of the queue, where a member stands at the first of their places for each copy. Each takes a copy that is at the pick-up library; else one of a library that is open today; else one that is in
 * somebody's hands; then by the order of libraries, from the nearest. What is equal is spread.
 * @param queue in order, those who pause included
 * @param about.isWaiting whether a hold takes part today
 * @returns hold id → copy id
 */
export function chooseCopies<H extends QueuedHold, C extends FreeCopy>(
  queue: readonly H[],
  copies: readonly C[],
  about: { isWaiting: (hold: H) => boolean; policyOf: (hold: H, copy: C) => ServingPolicy; places: Places },
): Map<number, number> {
  const { isWaiting, policyOf, places } = about;
  const given = new Map<number, number>();
  const taken = new Set<number>();
  const waiting = queue.filter(isWaiting);
  for (const localOnly of [true, false]) {
    for (const hold of waiting) {
      if (given.has(hold.id)) continue;
      const fitting = copies.filter((copy) => !taken.has(copy.id) && wouldDo(hold, copy, localOnly));
      const own = fitting.filter((copy) => !wantedByAnother(queue, hold, copy.id));
      if (own.length > 0) give(hold, own);
      else {
        // nothing is left but what the same member waits for by another hold: that one is served now, or somebody behind them would be
        const [other] = waiting.filter(
          (one) => isSameMembers(hold, one) && !given.has(one.id) && inPlaceOf(one, fitting),
        );
        if (other)
          give(
            other,
            fitting.filter((copy) => inPlaceOf(other, [copy])),
          );
      }
    }
  }
  return given;

  function wouldDo(hold: H, copy: C, localOnly: boolean): boolean {
    const policy = policyOf(hold, copy);
    return fits(hold, copy, policy) && (!localOnly || isLocal(hold, copy, policy));
  }

  function inPlaceOf(other: H, free: readonly C[]): boolean {
    return free.some((copy) => copy.id === other.wantedItemId && wouldDo(other, copy, false));
  }

  function give(hold: H, free: readonly C[]): void {
    const [best] = free.toSorted((a, b) => compare(order(hold, a), order(hold, b)));
    if (!best) return;
    taken.add(best.id);
    given.set(hold.id, best.id);
  }

  function order(hold: H, copy: C): readonly number[] {
    return [
      copy.at === hold.pickupLibraryId ? 0 : 1,
      copy.inHand || places.isOpen(copy.at) ? 0 : 1,
      copy.inHand ? 0 : 1,
      places.rank(copy.at, hold.pickupLibraryId),
      places.distance(copy.at, hold.pickupLibraryId) ?? Number.MAX_SAFE_INTEGER,
      spread(hold.id, copy.at),
      copy.id,
    ];
  }
}

const isSameMembers = (hold: QueuedHold, other: QueuedHold): boolean =>
  other.id !== hold.id && other.memberId === hold.memberId;

/** Of the holds of one member the one that is about this copy alone gets it: nobody is given the same copy twice. */
const wantedByAnother = (queue: readonly QueuedHold[], hold: QueuedHold, copyId: number): boolean =>
  hold.wantedItemId !== copyId && queue.some((other) => isSameMembers(hold, other) && other.wantedItemId === copyId);

/** An order of libraries that differs from hold to hold and stays for each: equals share the work. */
const spread = (holdId: number, libraryId: number): number =>
  Math.imul(holdId ^ Math.imul(libraryId, 0x9e3779b1), 0x85ebca6b) >>> 0;

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [i, value] of a.entries()) {
    const other = b[i] ?? 0;
    if (value !== other) return value - other;
  }
  return 0;
}
