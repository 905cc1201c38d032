import type { Chart } from '#shared/chart';
import type { DateLocale } from '#shared/dates';
import { m } from '#i18n/messages';

type Cell = string | number | null;

/** The figures as a table for spreadsheets: what it is and of when, the names of columns, a line for each key, their sum where there is one. */
export function rowsOf(chart: Chart, about: readonly string[], locale: DateLocale): Cell[][] {
  return [
    [chart.title, chart.unit, ...about],
    [chart.keyName, ...chart.series.map(({ name }) => name)],
    ...chart.keys.map(({ label }, nth) => [label, ...chart.series.map(({ values }) => values[nth] ?? null)]),
    ...(chart.totals ? [[m.chart_sum({}, { locale }), ...chart.totals]] : []),
  ];
}
