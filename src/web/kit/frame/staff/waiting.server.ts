import { withPreparedStatements } from '#platform/database/prepared';
import { can, grantedLibraries, servedLibraries } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { StaffPlace, Waiting, Waits } from '#platform/places';
import { isUrgent } from './due-day.ts';
import type { Waited } from './staff-map.ts';

/** For how long a number may stand in the rail, in milliseconds. */
const KEPT = 60_000;

/** What waits at libraries does not depend on who may see it: it is counted once a minute for all of them. */
const counted = new Map<string, { at: number; waiting: Promise<Waiting | null> }>();
/** What is counted anew for a request is counted once in it: the rail and the first page say the same. */
const countedFor = new WeakMap<Ctx, Map<string, Promise<Waiting | null>>>();

/** The libraries of which this person is told what waits, as the page itself lists them; null = the whole network, none = nothing is told. */
function told(ctx: Ctx, { may, listed = may, at, ofMembers }: Waits, desk: number | null): readonly number[] | null {
  if (ofMembers && servedLibraries(ctx.actor, may) !== null) return [];
  if (at === 'desk') {
    return desk !== null && can(ctx.actor, may, desk) && can(ctx.actor, listed, desk) ? [desk] : [];
  }
  const granted = grantedLibraries(ctx.actor, may);
  return granted === 'all' ? null : granted;
}

interface Look {
  /** The library of the desk at which this person works; null = at none. */
  desk: number | null;
  /** Counted now; else at most a minute ago. */
  fresh?: boolean;
}

/** Something that waits, with the place and the sentence that say so. */
export interface WaitingLine extends Waiting {
  place: StaffPlace;
  waits: Waits;
}

async function countAt(ctx: Ctx, name: string, waits: Waits, { desk, fresh }: Look): Promise<Waiting | null> {
  const libraryIds = told(ctx, waits, desk);
  if (libraryIds?.length === 0) return null;
  const key = `${libraryIds?.toSorted((a, b) => a - b).join() ?? 'all'} ${name}`;
  const now = ctx.clock.now().getTime();
  const before = counted.get(key);
  if (!fresh && before && now >= before.at && now - before.at < KEPT) return before.waiting;
  const inRequest = countedFor.get(ctx) ?? new Map<string, Promise<Waiting | null>>();
  countedFor.set(ctx, inRequest);
  const waiting = inRequest.get(key) ?? count(key, name, asked(ctx, waits, libraryIds));
  inRequest.set(key, waiting);
  counted.set(key, { at: now, waiting });
  return waiting;
}

/** The texts of these questions never change, and planning them takes longer than the answer. */
const asked = async (ctx: Ctx, waits: Waits, libraryIds: readonly number[] | null): Promise<Waiting> =>
  withPreparedStatements(async () => waits.count(ctx, libraryIds));

/** What cannot be counted is not written, rather than written as none, and is tried again at the next look. */
async function count(key: string, name: string, answer: Promise<Waiting>): Promise<Waiting | null> {
  try {
    return await answer;
  } catch (error) {
    process.stderr.write(`what waits at ${name}: ${error instanceof Error ? error.stack : String(error)}\n`);
    counted.delete(key);
    return null;
  }
}

/** What waits at these places for this person, in the order of the places; what does not wait is left out. */
export async function waitingLines(ctx: Ctx, places: readonly StaffPlace[], look: Look): Promise<WaitingLine[]> {
  const asked = places.flatMap((place) =>
    (place.waits ?? []).map(async (waits, nth) => {
      const waiting = await countAt(ctx, `${place.href} ${nth}`, waits, look);
      return waiting && waiting.count > 0 ? [{ place, waits, ...waiting }] : [];
    }),
  );
  return (await Promise.all(asked)).flat();
}

/**
 * How much waits at each of these places for this person, by address; places where nothing waits are left out.
 * @param zone the time zone where this person works, by which something is of today
 */
export async function waitingAt(
  ctx: Ctx,
  places: readonly StaffPlace[],
  { zone, ...look }: Look & { zone: string },
): Promise<Map<string, Waited>> {
  const now = ctx.clock.now();
  const sums = new Map<string, Waited>();
  for (const { place, count: more, due } of await waitingLines(ctx, places, look)) {
    const { count: before, urgent } = sums.get(place.href) ?? { count: 0, urgent: false };
    sums.set(place.href, { count: before + more, urgent: urgent || (due ? isUrgent(due, zone, now) : false) });
  }
  return sums;
}
