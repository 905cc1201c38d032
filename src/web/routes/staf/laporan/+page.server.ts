import { zoneOf } from '#modules/ground/libraries';
import { librariesWithFigures } from '#modules/premises/visits';
import type { PageAccess } from '#platform/rights/access';
import { canAnywhere } from '#platform/rights/authorize';
import { formatDate, formatTime, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { dayFigures } from '#web/features/circulation/today/day-figures.server.ts';
import { deskSums } from '#web/features/circulation/today/desk-sums.server.ts';
import { loanCharts } from '#web/features/circulation/today/loan-charts.server.ts';
import { vainSearches } from '#web/features/circulation/today/vain-searches.server.ts';
import { visitCharts } from '#web/features/visits/parts/visit-charts.server.ts';
import { comparedTime, TIMES, type FiguresTime } from '#web/kit/chart/compared-time.ts';
import { drawChart } from '#web/kit/chart/draw-chart.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'reports.read' };

const SHOWN = 10;
const TIME_NAMES: Record<FiguresTime, () => string> = {
  '30': () => m.chart_time_30(),
  '90': () => m.chart_time_90(),
  tahun: () => m.chart_time_tahun(),
};

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const libraries = (await librariesWithFigures(ctx)).filter(({ active }) => active);
  const asked = url.searchParams.get('perpustakaan');
  const desk = ctx.libraryId;
  const library =
    libraries.find(({ code }) => code === asked) ?? libraries.find(({ id }) => id === desk) ?? libraries[0] ?? null;
  const chosen = TIMES.find((one) => one === url.searchParams.get('masa')) ?? '30';
  // figures of several libraries are of the network's days
  const today = localDate(ctx.clock.now(), await zoneOf({ ...ctx, libraryId: null }));
  const time = comparedTime(chosen, today);
  const [day, sums, loans, visits, vain] = await Promise.all([
    library ? dayFigures(ctx, library.id) : null,
    library ? deskSums(ctx, library.id) : null,
    loanCharts(ctx, time, new Map(libraries.map(({ code, name }) => [code, name]))),
    library ? visitCharts(ctx, time, library.code) : [],
    canAnywhere(ctx.actor, 'catalog.read') ? vainSearches(ctx, SHOWN) : null,
  ]);
  const drawn = async (charts: typeof loans) =>
    Promise.all(charts.map(async ({ id, chart }) => ({ id, drawn: await drawChart(chart, ctx.locale) })));
  const say = (date: string): string => formatDate(date, ctx.locale, 'medium');
  return {
    libraries: libraries.map(({ code, name }) => ({ value: code, label: name })),
    shown: library?.code ?? '',
    name: library?.name ?? null,
    times: TIMES.map((value) => ({ value, label: TIME_NAMES[value]() })),
    time: chosen,
    compared: m.dash_compared({
      ...{ from: say(time.now.from), to: say(time.now.to) },
      ...{ before: say(time.before.from), until: say(time.before.to) },
    }),
    until: library ? formatTime(ctx.clock.now(), library.timeZone, ctx.locale) : '',
    day,
    sums,
    loans: await drawn(loans),
    visits: await drawn(visits),
    vain,
  };
};
