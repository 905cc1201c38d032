import { accessOf, mayEnter } from '#platform/access';
import type { Actor } from '#platform/context';
import { STAFF_TABS, WORKPLACES, type StaffPlace } from '#platform/places';
import { declaredAccess } from '#web/kit/frame/route-access.server.ts';
import { onTheMap } from './on-the-map.ts';
import { TAB_NAMES, WORKPLACE_LOOKS } from './workplaces.ts';
import type { StaffWorkplace } from './staff-map.ts';

/** Whether this person may come to an address, by what its page declares. */
export const mayGo = async (actor: Actor, href: string): Promise<boolean> =>
  mayEnter(actor, accessOf(await declaredAccess(href.split('?')[0] ?? href), null));

/** The places to which this person may come. */
export async function openPlaces(actor: Actor): Promise<StaffPlace[]> {
  const open = await Promise.all(onTheMap.map(async ({ href }) => mayGo(actor, href)));
  return onTheMap.filter((_, index) => open[index]);
}

/** The map of the staff house as this person sees it, in fixed order; a workplace without an open page is not drawn. */
export async function staffMenu(actor: Actor): Promise<StaffWorkplace[]> {
  const open = await openPlaces(actor);
  const tabs = STAFF_TABS.map((at) => ({
    at,
    name: TAB_NAMES[at](),
    pages: open.filter((place) => place.at === at).map(({ href, label }) => ({ href, label: label() })),
  })).filter(({ pages }) => pages.length > 0);
  return WORKPLACES.flatMap((key) => {
    const own = tabs.filter(({ at }) => at.startsWith(`${key}/`));
    const { label, icon, gap } = WORKPLACE_LOOKS[key];
    const href = key === 'today' ? '/staf' : own[0]?.pages[0]?.href;
    return href === undefined
      ? []
      : [{ key, name: label(), icon, gap: gap === true, href, tabs: own.map(({ name, pages }) => ({ name, pages })) }];
  });
}
