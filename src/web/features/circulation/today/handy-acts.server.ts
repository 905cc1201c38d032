import type { Ctx } from '#platform/context';
import { WORKPLACES, type StaffAct } from '#platform/places';
import { onTheMap } from '#web/kit/frame/staff/on-the-map.ts';
import { mayAct, openPlaces } from '#web/kit/frame/staff/staff-menu.server.ts';

const MOST = 5;

/** What this person may start from the first page: the first act of each of their workplaces, then the second of each. */
export async function handyActs(ctx: Ctx): Promise<{ href: string; label: string }[]> {
  const open = new Set((await openPlaces(ctx.actor)).map(({ href }) => href));
  const places = onTheMap.filter(({ href }) => open.has(href));
  const rounds: StaffAct[][] = [];
  for (const workplace of WORKPLACES) {
    const acts = places.filter(({ at }) => at.startsWith(`${workplace}/`)).flatMap((place) => place.acts ?? []);
    // several acts of one page are begun there
    const pages = acts.filter((act, nth) => acts.findIndex(({ href }) => href === act.href) === nth);
    pages.forEach((act, nth) => (rounds[nth] ??= []).push(act));
  }
  const mine: { href: string; label: string }[] = [];
  for (const act of rounds.flat()) {
    if (mine.length < MOST && (await mayAct(ctx.actor, act))) mine.push({ href: act.href, label: act.label() });
  }
  return mine;
}
