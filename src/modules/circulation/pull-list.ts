import { authorize } from '#platform/authorize';
import type { Ctx } from '#platform/context';
import { listLibraries } from '#modules/libraries';
import { localDate } from '#shared/dates';
import { selectPullLines, selectServable, type PullLine } from './data/hold-views.queries.ts';
import { selectPolicies } from './data/policies.queries.ts';
import { assignPulls } from './rules/assign-pulls.ts';
import { fits, isPaused } from './rules/hold-queue.ts';
import { resolvePolicy } from './rules/resolve-policy.ts';
import { withoutStranger } from './served-members.ts';

/**
 * What the staff of a library fetch from their shelves for people who wait, in the order of the shelves. Computed anew at every look,
 * from the queues and the shelves of the whole network. Needs `loans.read` there.
 */
export async function pullList(ctx: Ctx, libraryId: number): Promise<PullLine[]> {
  authorize(ctx, 'loans.read', libraryId);
  const [{ holds, copies }, rules, libraries] = await Promise.all([
    selectServable(ctx.db),
    selectPolicies(ctx.db),
    listLibraries(ctx),
  ]);
  const places = new Map(libraries.map((library) => [library.id, library]));
  const now = ctx.clock.now();
  const live = holds.filter((hold) => {
    const library = places.get(hold.pickupLibraryId);
    return library && !isPaused(hold, localDate(now, library.timeZone));
  });
  // titles in the order in which they were asked for; within one, the queue decides
  const byTitle = Map.groupBy(live, (hold) => hold.bibId);
  const turns = [...byTitle.values()].flatMap((queue) => queue.toSorted((a, b) => a.place - b.place));
  const waiting = turns.map((hold) => ({
    holdId: hold.id,
    pickupLibraryId: hold.pickupLibraryId,
    copies: copies.flatMap((copy) => {
      if (copy.bibId !== hold.bibId) return [];
      const keys = { libraryId: hold.pickupLibraryId, categoryId: hold.categoryId, itemType: copy.itemType };
      return fits(hold, copy, resolvePolicy(rules, keys).policy) ? [copy.id] : [];
    }),
  }));
  const given = assignPulls(waiting, copies, (from, to) => distance(places.get(from), places.get(to)));
  const here = new Set(copies.filter((copy) => copy.libraryId === libraryId).map((copy) => copy.id));
  const lines = await selectPullLines(
    ctx.db,
    [...given].filter(([, itemId]) => here.has(itemId)),
  );
  return lines.map((line) => ({ ...line, hold: withoutStranger(ctx.actor, 'loans.read', line.hold) }));
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
