import { accessOf, mayEnter } from '#platform/rights/access';
import { canAnywhere } from '#platform/rights/authorize';
import type { Actor } from '#platform/context';
import { STAFF_TABS, WORKPLACES, type StaffAct, type StaffPlace, type StaffTab } from '#platform/places';
import { declaredAccess } from '../route-access.server.ts';
import { onTheMap } from './on-the-map.ts';
import type { StaffWorkplace, Waited } from './staff-map.ts';
import { TAB_NAMES, WORKPLACE_LOOKS } from './workplaces.ts';

/** Whether this person may come to an address, by what its page declares. */
export const mayGo = async (actor: Actor, href: string): Promise<boolean> =>
  mayEnter(actor, accessOf(await declaredAccess(href.split('?')[0] ?? href), null));

/** Whether this person may do something at a page. */
export const mayAct = async (actor: Actor, { href, may }: Pick<StaffAct, 'href' | 'may'>): Promise<boolean> =>
  (may === undefined || canAnywhere(actor, may)) && mayGo(actor, href);

/** The places to which this person may come. */
export async function openPlaces(actor: Actor): Promise<StaffPlace[]> {
  const open = await Promise.all(onTheMap.map(async ({ href }) => mayGo(actor, href)));
  return onTheMap.filter((_, index) => open[index]);
}

const NOTHING: Waited = { count: 0, urgent: false };
const sum = (parts: readonly { waits: Waited }[]): Waited =>
  parts.reduce((all, { waits }) => ({ count: all.count + waits.count, urgent: all.urgent || waits.urgent }), NOTHING);

/**
 * The map of the staff house in fixed order, of these places; a workplace without one is not drawn.
 * @param waiting how much waits at a place, by its address
 * @param used the tabs that were used last, one in each workplace
 */
export function staffMenu(
  open: readonly StaffPlace[],
  waiting: ReadonlyMap<string, Waited>,
  used: readonly StaffTab[] = [],
): StaffWorkplace[] {
  const tabs = STAFF_TABS.flatMap((at) => {
    const pages = open
      .filter((place) => place.at === at)
      .toSorted((one, other) => Number(other.leads ?? false) - Number(one.leads ?? false))
      .map(({ href, label, network = false }) => ({
        href,
        label: label(),
        waits: waiting.get(href) ?? NOTHING,
        network,
      }));
    const waits = sum(pages);
    return pages.length > 0 ? [{ at, tab: { key: at, name: TAB_NAMES[at](), pages, waits } }] : [];
  });
  return WORKPLACES.flatMap((key) => {
    const own = tabs.filter(({ at }) => at.startsWith(`${key}/`)).map(({ tab }) => tab);
    const { label, icon, gap } = WORKPLACE_LOOKS[key];
    const last = own.find((tab) => used.includes(tab.key)) ?? own[0];
    const href = key === 'today' ? '/staf' : last?.pages[0]?.href;
    const waits = sum(own);
    return href === undefined ? [] : [{ key, name: label(), icon, gap: gap === true, href, tabs: own, waits }];
  });
}
