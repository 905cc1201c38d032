import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { calendarsOf, getSetting, isOpenOn, listLibraries } from '#modules/ground/libraries';
import { addDays, localDate } from '#shared/dates';
import { chooseCopies, type ChoosableCopy } from '../rules/holds/choose-copies.ts';
import { isPaused, type QueuedHold, type ServingPolicy } from '../rules/holds/hold-queue.ts';
import { resolvePolicy, type PolicyRule } from '../rules/policies/resolve-policy.ts';

/** Gives the free copies of one title to those of its queue. @returns hold id → copy id */
type Choice = (queue: readonly QueuedHold[], copies: readonly ChoosableCopy[]) => Map<number, number>;

/**
 * The rule of rules/choose-copies.ts with what it asks for: rules, libraries, their days and their order.
 * @param one there is one copy only: then it does not matter where it is, and less has to be known
 */
export async function copyChoice(
  db: Db | Tx,
  ctx: Pick<Ctx, 'clock'>,
  rules: readonly PolicyRule[],
  one = false,
): Promise<Choice> {
  const now = ctx.clock.now();
  const utcDay = now.toISOString().slice(0, 10);
  const [libraries, calendars, pullOrder] = [
    await listLibraries({ db }),
    await calendarsOf(db, one ? [] : null, addDays(utcDay, -1), addDays(utcDay, 1)),
    one ? [] : await getSetting(db, 'pullOrder'),
  ];
  const places = new Map(libraries.map((library) => [library.id, library]));
  // each library's own order for what is collected there, else the network's
  const orders = new Map(libraries.map(({ id, pullOrder: own }) => [id, ranks(own ?? pullOrder)]));
  return (queue, copies) =>
    chooseCopies(queue, copies, {
      isWaiting: (hold) => {
        const library = places.get(hold.pickupLibraryId);
        return library !== undefined && !isPaused(hold, localDate(now, library.timeZone));
      },
      policyOf: (hold, copy) => servingPolicy(rules, hold, copy),
      places: {
        isOpen: (id) => {
          const calendar = calendars.get(id);
          return calendar !== undefined && isOpenOn(calendar, localDate(now, calendar.timeZone));
        },
        rank: (id, pickup) => orders.get(pickup)?.get(id) ?? Number.MAX_SAFE_INTEGER,
        distance: (from, to) => distance(places.get(from), places.get(to)),
      },
    });
}

/** Library → its place in an order. */
const ranks = (order: readonly number[]): ReadonlyMap<number, number> => new Map(order.map((id, nth) => [id, nth]));

/** What rules when a hold is served with a copy: where it is collected; whom it serves first is for the copy's own library to say. */
function servingPolicy(rules: readonly PolicyRule[], hold: QueuedHold, copy: ChoosableCopy): ServingPolicy {
  const keys = { libraryId: hold.pickupLibraryId, categoryId: hold.categoryId, itemType: copy.itemType };
  const { holdPriority } = resolvePolicy(rules, { ...keys, libraryId: copy.libraryId }).policy;
  return { ...resolvePolicy(rules, keys).policy, holdPriority };
}

interface Spot {
  latitude: number | null;
  longitude: number | null;
}
const KM_PER_DEGREE = 111.2;
/** Kilometres as the crow flies, good enough within a city; null where a place is not known. */
function distance(from: Spot | undefined, to: Spot | undefined): number | null {
  if (from?.latitude == null || from.longitude === null || to?.latitude == null || to.longitude === null) return null;
  const east = (from.longitude - to.longitude) * Math.cos((from.latitude * Math.PI) / 180);
  return Math.hypot(from.latitude - to.latitude, east) * KM_PER_DEGREE;
}
