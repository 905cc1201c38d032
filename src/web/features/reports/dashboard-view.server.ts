import { networkZone, zoneOf } from '#modules/ground/libraries';
import { saidCounted, saidDays, viewDashboard, type Report, type Tile } from '#modules/insights/reports';
import type { DashboardKey } from '#modules/insights/reports/client';
import type { Ctx } from '#platform/context';
import { addDays, localDate } from '#shared/dates';
import { formatNumber, formatRupiah } from '#shared/money';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { comparedTime, TIME_NAMES, TIMES, type DaySpan } from '#web/kit/chart/compared-time.ts';
import { drawChart } from '#web/kit/chart/draw-chart.server.ts';
import { libraryAsked } from './report-asked.server.ts';
import { reportChart } from './report-chart.server.ts';

/** What an address asks for; what is missing or wrong has its default: twelve months until yesterday, all libraries. */
async function boardAsked(ctx: Ctx, url: URL) {
  const { libraries, library } = await libraryAsked(ctx, url);
  const chosen = TIMES.find((one) => one === url.searchParams.get('masa')) ?? 'tahun';
  const yesterday = addDays(localDate(ctx.clock.now(), await zoneOf({ ...ctx, libraryId: null })), -1);
  return { libraries, chosen, library: library?.code, yesterday, ...comparedTime(chosen, yesterday).now };
}

/** A change in words; null = there is nothing to compare with. */
function changed(
  percent: number | null,
  words: { up: (p: string) => string; down: (p: string) => string; same: () => string },
) {
  if (percent === null) return null;
  if (percent === 0) return words.same();
  return percent > 0 ? words.up(String(percent)) : words.down(String(-percent));
}

function tileView(tile: Tile, { locale }: Pick<Ctx, 'locale'>) {
  const { kind, label, n, unit, without } = tile;
  return {
    ...{ kind, label, without },
    n: n === null ? null : unit === 'rupiah' ? formatRupiah(n) : formatNumber(n, locale),
    year: changed(tile.yearChange, {
      up: (percent) => m.board_year_up({ percent }),
      down: (percent) => m.board_year_down({ percent }),
      same: () => m.board_year_same(),
    }),
    previous: changed(tile.previousChange, {
      up: (percent) => m.board_previous_up({ percent }),
      down: (percent) => m.board_previous_down({ percent }),
      same: () => m.board_previous_same(),
    }),
    noYear: n !== null && tile.year === null,
  };
}

/** Of which days a chart is, where it is of others than its page: people are told by whole months. */
function ownTime({ locale }: Pick<Ctx, 'locale'>, { period }: Report, page: DaySpan): string | null {
  if (period === null) return m.reports_no_month_text();
  return period.from === page.from && period.to === page.to ? null : saidDays(period, locale);
}

/** A dashboard as its page shows it. */
export async function dashboardView(ctx: Ctx, url: URL, dashboard: DashboardKey) {
  const asked = await boardAsked(ctx, url);
  const { from, to, library, chosen } = asked;
  const shown = await viewDashboard(ctx, { dashboard, from, to, library });
  const address = new URLSearchParams({ dari: from, sampai: to, banding: 'year' });
  if (library !== undefined) address.set('perpustakaan', library);
  const behind = (kind: string, by: string): string =>
    localizeHref(`/staf/laporan/susun?ukuran=${kind}&menurut=${by}&${address.toString()}`);
  const zone = await networkZone(ctx.db);
  return {
    libraries: asked.libraries.map(({ code, name }) => ({ value: code, label: name })),
    library: library ?? '',
    libraryName: asked.libraries.find(({ code }) => code === library)?.name ?? null,
    times: TIMES.map((value) => ({ value, label: TIME_NAMES[value]() })),
    time: chosen,
    days: { from, to },
    thisYear: Number(asked.yesterday.slice(0, 4)),
    period: saidDays({ from, to }, ctx.locale),
    counted: saidCounted(shown, zone, ctx.locale),
    tiles: shown.tiles.map((tile) => ({ ...tileView(tile, ctx), href: behind(tile.kind, 'month') })),
    charts: await Promise.all(
      shown.charts.map(async ({ as, report }) => ({
        id: `g-${report.query.kind}-${report.query.by}`.replaceAll('_', '-'),
        drawn: await drawChart(reportChart(ctx, report, as), ctx.locale),
        href: behind(report.query.kind, report.query.by),
        ...{ kind: report.query.kind, label: report.label, without: report.without },
        withoutBefore: report.withoutBefore,
        time: ownTime(ctx, report, { from, to }),
      })),
    ),
  };
}
export type DashboardView = Awaited<ReturnType<typeof dashboardView>>;
