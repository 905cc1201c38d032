import { networkZone } from '#modules/ground/libraries';
import type { Analysis } from '#modules/insights/analyses';
import type { ColumnUnit } from '#modules/insights/analyses/client';
import type { Ctx } from '#platform/context';
import { formatDate, formatInstant } from '#shared/dates';
import { formatNumber, formatRupiah } from '#shared/money';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { drawChart } from '#web/kit/chart/draw-chart.server.ts';

/** So many rows of a table are shown; the file has all. */
const ROWS_SHOWN = 200;

type Cell = string | number | null;
const SAID: Record<ColumnUnit, (value: number, locale: Ctx['locale']) => string> = {
  text: String,
  day: String,
  count: formatNumber,
  decimal: formatNumber,
  percent: (value, locale) => `${formatNumber(value, locale)}%`,
  points: (value, locale) => `${value > 0 ? '+' : value < 0 ? '−' : ''}${formatNumber(Math.abs(value), locale)}`,
  rupiah: formatRupiah,
};

/** A cell as people read it. */
function said(cell: Cell, unit: ColumnUnit, locale: Ctx['locale']): string {
  if (cell === null) return '–';
  if (typeof cell === 'number') return SAID[unit](cell, locale);
  return unit === 'day' ? formatDate(cell, locale, 'medium') : cell;
}

/** What a page shows of an analysis. */
export async function analysisView(ctx: Ctx, analysis: Analysis) {
  const { locale } = ctx;
  const zone = await networkZone(ctx.db);
  const made = formatInstant(analysis.madeAt, zone, locale);
  const { from, to } = analysis;
  return {
    where: analysis.library ?? m.reports_all_yours(),
    time: analysis.isOfNow
      ? m.analyses_now({ at: made })
      : m.reports_days({ from: formatDate(from, locale), to: formatDate(to, locale) }),
    finding: analysis.finding,
    notes: analysis.notes,
    drawn: analysis.chart ? await drawChart(analysis.chart, locale) : null,
    tables: analysis.tables
      .filter(({ rows }) => rows.length > 0)
      .map(({ title, columns, rows, total }, at) => ({
        at,
        title,
        columns: columns.map(({ label, unit }, nth) => ({ nth, label, isFigure: unit !== 'text' && unit !== 'day' })),
        rows: rows.slice(0, ROWS_SHOWN).map(({ cells, href }, nth) => ({
          nth,
          href: href === undefined ? null : localizeHref(href),
          cells: cells.map((cell, column) => said(cell, columns[column]?.unit ?? 'text', locale)),
        })),
        more: Math.max(0, rows.length - ROWS_SHOWN),
        total: total?.map((cell, column) => (cell === null ? '' : said(cell, columns[column]?.unit ?? 'text', locale))),
      })),
  };
}
export type AnalysisView = Awaited<ReturnType<typeof analysisView>>;
