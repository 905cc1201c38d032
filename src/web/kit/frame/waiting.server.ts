import { can, grantedLibraries, servedLibraries } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { StaffPlace, Waits } from '#platform/places';

/** For how long a number may stand in the rail, in milliseconds. */
const KEPT = 60_000;

/** What waits at libraries does not depend on who may see it: it is counted once a minute for all of them. */
const counted = new Map<string, { at: number; count: Promise<number | null> }>();

/** The libraries of which this person is told what waits, as the page itself lists them; null = the whole network, none = nothing is told. */
function told(ctx: Ctx, { may, at, ofMembers }: Waits, desk: number | null): readonly number[] | null {
  if (ofMembers && servedLibraries(ctx.actor, may) !== null) return [];
  if (at === 'desk') return desk !== null && can(ctx.actor, may, desk) ? [desk] : [];
  const granted = grantedLibraries(ctx.actor, may);
  return granted === 'all' ? null : granted;
}

interface Look {
  /** The library of the desk at which this person works; null = at none. */
  desk: number | null;
  /** Counted now; else at most a minute ago. */
  fresh?: boolean;
}

async function countAt(ctx: Ctx, { href, waits }: StaffPlace, { desk, fresh }: Look): Promise<number | null> {
  if (!waits) return null;
  const libraryIds = told(ctx, waits, desk);
  if (libraryIds?.length === 0) return null;
  const key = `${libraryIds?.toSorted((a, b) => a - b).join() ?? 'all'} ${href}`;
  const now = ctx.clock.now().getTime();
  const before = counted.get(key);
  if (!fresh && before && now >= before.at && now - before.at < KEPT) return before.count;
  // what cannot be counted is not written, rather than written as none
  const count = waits.count(ctx, libraryIds).catch((error: unknown) => {
    process.stderr.write(`what waits at ${href}: ${error instanceof Error ? error.stack : String(error)}\n`);
    return null;
  });
  counted.set(key, { at: now, count });
  return count;
}

/** How much waits at each of these places for this person, by address; places where nothing waits are left out. */
export async function waitingAt(ctx: Ctx, places: readonly StaffPlace[], look: Look): Promise<Map<string, number>> {
  const counts = await Promise.all(places.map(async (place) => [place.href, await countAt(ctx, place, look)] as const));
  return new Map(counts.filter((one): one is [string, number] => (one[1] ?? 0) > 0));
}
