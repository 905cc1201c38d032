import { getSetting, mainLibrary } from '#modules/ground/libraries';
import type { Actor, Ctx } from '#platform/context';
import type { NetworkContact } from '#web/kit/frame/contact.ts';
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

/** Where the network is found and reached: its main library. Every public page says it. */
export async function networkContact(ctx: Ctx): Promise<NetworkContact | null> {
  const main = await mainLibrary(ctx);
  if (!main) return null;
  const { code, name, address, phone, email } = main;
  return { slug: code.toLowerCase(), name, address, phone, email };
}
