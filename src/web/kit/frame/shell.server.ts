import { getSetting } from '#modules/ground/libraries';
import type { Actor, Ctx } from '#platform/context';
import type { Visitor } from '#web/kit/frame/places.ts';

/** The mark says "Lumbung" already; a name of the network's own stands below it. */
const PRODUCT = 'Lumbung';

export const visitorOf = (actor: Actor): Visitor =>
  actor.kind === 'member' || actor.kind === 'account' ? actor.kind : 'anonymous';

/** What the frame of a public page shows beside its places. */
export async function publicShell(ctx: Ctx): Promise<{ network: string | null; visitor: Visitor }> {
  const name = await getSetting(ctx.db, 'networkName');
  return { network: name === PRODUCT ? null : name, visitor: visitorOf(ctx.actor) };
}
