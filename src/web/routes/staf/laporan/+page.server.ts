import { countLoans } from '#modules/lending/circulation';
import { zoneOf } from '#modules/ground/libraries';
import { librariesWithFigures } from '#modules/premises/visits';
import type { PageAccess } from '#platform/rights/access';
import { sentenceOf } from '#platform/requests/problem';
import { canAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { addDays, formatTime, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { dayFigures } from '#web/features/circulation/today/day-figures.server.ts';
import { deskSums } from '#web/features/circulation/today/desk-sums.server.ts';
import { vainSearches } from '#web/features/circulation/today/vain-searches.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'reports.read' };

const DAYS = 30;
const SHOWN = 10;

/** Loans of the last days with the names that people know. */
async function loans(ctx: Ctx, names: ReadonlyMap<string, string>) {
  // figures of several libraries are of the network's days
  const to = localDate(ctx.clock.now(), await zoneOf({ ...ctx, libraryId: null }));
  const { total, byLibrary, byClass } = await countLoans(ctx, { from: addDays(to, 1 - DAYS), to });
  const lines = (counts: Record<string, number>, nameOf: (key: string) => string) =>
    Object.entries(counts)
      .map(([key, count]) => ({
        key,
        name: nameOf(key),
        count,
        percent: Math.round((100 * count) / Math.max(1, total)),
      }))
      .toSorted((a, b) => b.count - a.count)
      .slice(0, SHOWN);
  return {
    total,
    byLibrary: lines(byLibrary, (code) => names.get(code) ?? code),
    byClass: lines(byClass, (figure) => sentenceOf('ddc', figure, {}, ctx.locale) ?? m.dash_no_class()),
  };
}

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const libraries = (await librariesWithFigures(ctx)).filter(({ active }) => active);
  const asked = url.searchParams.get('perpustakaan');
  const desk = ctx.libraryId;
  const library =
    libraries.find(({ code }) => code === asked) ?? libraries.find(({ id }) => id === desk) ?? libraries[0] ?? null;
  const [day, sums, last, vain] = await Promise.all([
    library ? dayFigures(ctx, library.id) : null,
    library ? deskSums(ctx, library.id) : null,
    loans(ctx, new Map(libraries.map(({ code, name }) => [code, name]))),
    canAnywhere(ctx.actor, 'catalog.read') ? vainSearches(ctx, SHOWN) : null,
  ]);
  return {
    libraries: libraries.map(({ code, name }) => ({ value: code, label: name })),
    shown: library?.code ?? '',
    until: library ? formatTime(ctx.clock.now(), library.timeZone, ctx.locale) : '',
    day,
    sums,
    loans: last,
    vain,
  };
};
