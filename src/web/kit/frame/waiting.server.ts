import { can } from '#platform/authorize';
import type { Ctx } from '#platform/context';
import type { StaffPlace } from '#platform/places';

/** For how long a number may stand in the rail, in milliseconds. */
const KEPT = 60_000;

/** What waits at a place of a library does not depend on who looks: it is counted once a minute for all of them. */
const counted = new Map<string, { at: number; count: Promise<number | null> }>();

async function countAt(ctx: Ctx, { href, waits }: StaffPlace, fresh: boolean): Promise<number | null> {
  if (!waits || !can(ctx.actor, waits.may, ctx.libraryId)) return null;
  const key = `${ctx.libraryId ?? ''} ${href}`;
  const now = ctx.clock.now().getTime();
  const before = counted.get(key);
  if (!fresh && before && now >= before.at && now - before.at < KEPT) return before.count;
  // what cannot be counted is not written, rather than written as none
  const count = waits.count(ctx, ctx.libraryId).catch((error: unknown) => {
    process.stderr.write(`what waits at ${href}: ${error instanceof Error ? error.stack : String(error)}\n`);
    return null;
  });
  counted.set(key, { at: now, count });
  return count;
}

/**
 * How much waits at each of these places, at the library where this person works, by address; places where nothing waits are left out.
 * @param fresh counted now; else at most a minute ago
 */
export async function waitingAt(ctx: Ctx, places: readonly StaffPlace[], fresh = false): Promise<Map<string, number>> {
  const counts = await Promise.all(
    places.map(async (place) => [place.href, await countAt(ctx, place, fresh)] as const),
  );
  return new Map(counts.filter((one): one is [string, number] => (one[1] ?? 0) > 0));
}
