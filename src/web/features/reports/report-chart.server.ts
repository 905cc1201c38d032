import { saidUnit, type Report } from '#modules/insights/reports';
import type { Ctx } from '#platform/context';
import type { Chart } from '#shared/chart';
import { formatDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { withFinding } from '#web/kit/chart/finding.ts';
import { shortLibrary } from '#web/kit/frame/staff/window-title.ts';

/** How a report is drawn. */
export type Drawn = 'bars' | 'line' | 'share';

/** Values that have a bar of their own, and parts that have a colour; the rest stand together. */
const BARS = 12;
const PARTS = 5;

type Row = Report['rows'][number];
const isRest = ({ key }: Row): boolean => key === null || key === '';
const sum = (rows: readonly Row[]): number => rows.reduce((all, { n }) => all + n, 0);
/** Of some rows together; null where one of them may not be compared. */
const sumBefore = (rows: readonly Row[]): number | null =>
  rows.reduce<number | null>((all, { was }) => (all === null || was === null ? null : all + was), 0);

/** `24 Nov` of a day, `Nov 2026` of a month; anything else is called as the report calls it. */
function labelOf({ key, label }: Row, by: string, { locale }: Pick<Ctx, 'locale'>): string {
  if (by === 'day' && key !== null) return formatDate(key, locale, 'medium').split(' ').slice(0, 2).join(' ');
  if (by === 'month' && key !== null) return formatDate(`${key}-01`, locale, 'medium').split(' ').slice(1).join(' ');
  return by === 'library' ? shortLibrary(label) : label;
}

/** The largest with places of their own, the others and who is not known as one. */
function joined(rows: readonly Row[], most: number): { own: Row[]; rest: Row[] } {
  const named = rows.filter((row) => !isRest(row));
  const own = named.slice(0, most);
  return { own, rest: [...named.slice(most), ...rows.filter(isRest)] };
}

/** A report as a chart, with what it says as its heading. */
export function reportChart(ctx: Ctx, report: Report, as: Drawn): Chart {
  const chart = as === 'share' ? shareOf(ctx, report) : as === 'line' ? lineOf(ctx, report) : barsOf(ctx, report);
  return withFinding(chart, ctx.locale);
}

const said = (ctx: Ctx, report: Report) => ({
  ...{ title: report.label, keyName: report.byLabel },
  unit: saidUnit(report.unit, ctx.locale).toLowerCase(),
});

/** The series of now and, where there are data, of before. */
const beside = (report: Report, now: readonly number[], before: readonly (number | null)[]) => {
  const isCompared = report.before !== null;
  return {
    series: [{ name: m.chart_now(), values: now }, ...(isCompared ? [{ name: m.chart_before(), values: before }] : [])],
    totals: [report.total, ...(isCompared ? [report.totalBefore] : [])],
  };
};

function barsOf(ctx: Ctx, report: Report): Chart {
  const { own, rest } = joined(report.rows, BARS);
  const others = rest.length > 0 ? [{ key: '…', label: m.dash_others(), rest: true as const }] : [];
  return {
    ...said(ctx, report),
    kind: 'bars',
    title: m.reports_title_by({ kind: report.label, by: report.byLabel }),
    keys: [...own.map((row) => ({ key: row.key ?? '', label: labelOf(row, report.query.by, ctx) })), ...others],
    ...beside(
      report,
      [...own.map(({ n }) => n), ...(rest.length > 0 ? [sum(rest)] : [])],
      [...own.map(({ was }) => was), ...(rest.length > 0 ? [sumBefore(rest)] : [])],
    ),
  };
}

function lineOf(ctx: Ctx, report: Report): Chart {
  const { rows, query } = report;
  return {
    ...said(ctx, report),
    kind: 'line',
    keys: rows.map((row) => ({ key: row.key ?? '', label: labelOf(row, query.by, ctx) })),
    ...beside(
      report,
      rows.map(({ n }) => n),
      rows.map(({ was }) => was),
    ),
  };
}

/** Parts of one whole, the largest first. */
function shareOf(ctx: Ctx, report: Report): Chart {
  const { own, rest } = joined(
    report.rows.toSorted((a, b) => b.n - a.n),
    PARTS,
  );
  const title = m.reports_title_by({ kind: report.label, by: report.byLabel });
  return {
    ...said(ctx, report),
    kind: 'share',
    title,
    keys: [{ key: 'all', label: title }],
    series: [
      ...own.map(({ label, n }) => ({ name: label, values: [n] })),
      ...(sum(rest) > 0 ? [{ name: m.reports_others(), values: [sum(rest)], rest: true as const }] : []),
    ],
  };
}
