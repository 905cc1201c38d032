import type { Cookies } from '@sveltejs/kit';
import { randomUUID } from 'node:crypto';
import type { BroughtFigures, ShelfProgress, Stocktake, StocktakeStatus } from '#modules/stock/stocktake/client';
import type { Ctx } from '#platform/context';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';

const COOKIE = 'lumbung_cacah';
const A_YEAR = 365 * 24 * 3600;
/** So long after the last scan somebody is still taken to be at a shelf. */
const AT_WORK_MS = 15 * 60_000;

/** A name for this browser, so that its own last scans can be shown and taken back. It names nobody. */
export function deviceOf(cookies: Cookies): string {
  const known = cookies.get(COOKIE);
  if (known && /^[\w-]{8,60}$/.test(known)) return known;
  const device = randomUUID();
  cookies.set(COOKIE, device, { path: '/', httpOnly: true, sameSite: 'lax', secure: false, maxAge: A_YEAR });
  return device;
}

const STATUS: Record<StocktakeStatus, { kind: 'out' | 'on' | 'off'; words: () => string }> = {
  open: { kind: 'out', words: () => m.stocktake_status_open() },
  approved: { kind: 'on', words: () => m.stocktake_status_approved() },
  cancelled: { kind: 'off', words: () => m.stocktake_status_cancelled() },
};

/** A stocktake of another system: what is told of it, with the figures as it has them. */
function broughtView({ from, expected, found, lent, notFound }: BroughtFigures): { hint: string; figures: string } {
  const word = (figure: number | null): string => figure?.toString() ?? m.stocktake_brought_unknown();
  return {
    hint: m.stocktake_brought_hint({ from }),
    figures: m.stocktake_brought_figures({
      ...{ from, expected: word(expected), found: word(found), lent: word(lent), missing: word(notFound) },
    }),
  };
}

/** A stocktake as lists and its own pages show it. */
export function stocktakeView(stocktake: Stocktake, { locale }: Pick<Ctx, 'locale'>) {
  const { id, name, status, spaces, classFrom, classTo, itemType, startedAt, startedBy, library, brought } = stocktake;
  const scope = [
    spaces.map((space) => space.name).join(', '),
    classFrom !== null || classTo !== null
      ? m.stocktake_scope_class({ from: classFrom ?? '000', to: classTo ?? '999' })
      : '',
    itemType ?? '',
  ].filter(Boolean);
  return {
    id,
    name,
    library: library.name,
    href: localizeHref(`/staf/cacah-ulang/${id}`),
    open: status === 'open',
    approved: status === 'approved',
    kind: STATUS[status].kind,
    state: brought ? m.stocktake_status_brought({ from: brought.from }) : STATUS[status].words(),
    scope: scope.length === 0 ? m.stocktake_scope_all() : scope.join(' · '),
    since: m.stocktake_since({ when: formatInstant(startedAt, library.timeZone, locale), by: startedBy }),
    minutesNumber: stocktake.minutesNumber,
    brought: brought && broughtView(brought),
  };
}

/** A shelf with its bar and who is at it. */
export function shelfView(shelf: ShelfProgress, { clock }: Pick<Ctx, 'clock'>, scanHref: string, here: string | null) {
  const { place, expected, settled, notFound, doneBy, lastBy, lastAt } = shelf;
  const percent = expected === 0 ? 100 : Math.floor((100 * settled) / expected);
  const atWork = lastBy !== null && lastAt !== null && clock.now().getTime() - lastAt.getTime() < AT_WORK_MS;
  const said = (): { kind: 'on' | 'out' | 'wait' | 'off'; state: string } => {
    if (doneBy !== null) {
      const state = notFound > 0 ? m.stocktake_shelf_done_missing({ count: notFound }) : m.stocktake_shelf_done();
      return { kind: 'on', state };
    }
    if (place && place.code === here) return { kind: 'wait', state: m.stocktake_you_are_here() };
    if (atWork) return { kind: 'out', state: m.stocktake_shelf_worked({ name: lastBy }) };
    return { kind: 'off', state: percent > 0 ? `${percent} %` : m.stocktake_shelf_not_yet() };
  };
  return {
    code: place?.code ?? null,
    name: place?.name ?? m.stocktake_shelf_unknown(),
    href: place ? `${scanHref}?rak=${encodeURIComponent(place.code)}` : null,
    expected,
    notFound,
    percent,
    here: place !== null && place.code === here,
    done: doneBy !== null,
    ...said(),
  };
}
