import type { Cookies } from '@sveltejs/kit';
import { STAFF_TABS, type StaffTab } from '#platform/places';
import { onTheMap } from './on-the-map.ts';
import type { Standing } from './staff-map.ts';

const A_YEAR = 365 * 24 * 3600;
/** So many pages are kept: three are offered where nothing is typed yet, beside the one that is shown. */
const RECENT = 4;

/** What an account did last in this browser: pages of the map alone, no people and no titles. */
export interface Habits {
  /** The tab that was used last, one in each workplace. */
  tabs: readonly StaffTab[];
  /** The addresses of the pages that were opened last, the newest first. */
  pages: readonly string[];
}

/** Each account has its own: whoever comes next to this desk begins anew. */
const cookieOf = (accountId: number): string => `lumbung_jejak_${accountId}`;

/** What is known of this account in this browser. Whether something may be opened (still) is not asked here. */
export function readHabits(cookies: Pick<Cookies, 'get'>, accountId: number): Habits {
  const said = new Set((cookies.get(cookieOf(accountId)) ?? '').split(','));
  return {
    tabs: STAFF_TABS.filter((tab) => said.has(tab)),
    pages: [...said].filter((href) => onTheMap.some((place) => place.href === href)).slice(0, RECENT),
  };
}

/** Notes where somebody stands: the tab for the next time, the page among the last ones. */
export function noteVisit(
  { cookies, url }: { cookies: Pick<Cookies, 'get' | 'set'>; url: URL },
  accountId: number,
  { workplace, tab, page }: Standing,
): void {
  if (!tab || !page) return;
  const { tabs, pages } = readHabits(cookies, accountId);
  if (tabs.includes(tab.key) && pages[0] === page.href) return;
  const others = tabs.filter((one) => !one.startsWith(`${workplace.key}/`));
  const latest = [page.href, ...pages.filter((href) => href !== page.href)].slice(0, RECENT);
  cookies.set(cookieOf(accountId), [...others, tab.key, ...latest].join(), {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: url.protocol === 'https:',
    maxAge: A_YEAR,
  });
}
