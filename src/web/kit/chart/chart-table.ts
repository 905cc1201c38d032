import type { Chart } from '#shared/chart';
import type { DateLocale } from '#shared/dates';
import { formatNumber } from '#shared/money';
import { m } from '#i18n/messages';
import { percentsOf } from './percents.ts';

/** The figures of a chart as people read them. */
export interface ChartTable {
  heads: string[];
  rows: { key: string; name: string; href?: string; cells: string[] }[];
  /** What may be added up. */
  foot: string[] | null;
}

/** What is not known, or not said. */
const UNKNOWN = '–';

/** `+31%`, `−2%`, `0%`; nothing can be said against nothing. */
export function changeIn(now: number | null, before: number | null, locale: DateLocale): string {
  if (now === null || before === null || before === 0) return UNKNOWN;
  const percent = Math.round((100 * (now - before)) / before);
  return `${percent > 0 ? '+' : percent < 0 ? '−' : ''}${formatNumber(Math.abs(percent), locale)}%`;
}

/** Keys are rows, series are columns; two times have their difference beside them. Of one whole the parts are the rows. */
export function tableOf(chart: Chart, locale: DateLocale): ChartTable {
  const figure = (value: number | null | undefined): string =>
    value === null || value === undefined ? UNKNOWN : formatNumber(value, locale);
  if (chart.kind === 'share' && chart.keys.length === 1) {
    const percents = percentsOf(chart.series.map(({ values }) => values[0] ?? null));
    return {
      heads: [chart.keyName, chart.unit, m.chart_share({}, { locale })],
      rows: chart.series.map(({ name, values }, nth) => {
        const percent = percents[nth] ?? null;
        return { key: name, name, cells: [figure(values[0]), percent === null ? UNKNOWN : `${Math.round(percent)}%`] };
      }),
      foot: null,
    };
  }
  const compared = (chart.kind === 'bars' || chart.kind === 'line') && chart.series.length === 2;
  const cellsOf = (values: readonly (number | null)[]): string[] => [
    ...values.map(figure),
    ...(compared ? [changeIn(values[0] ?? null, values[1] ?? null, locale)] : []),
  ];
  return {
    heads: [
      chart.keyName,
      ...chart.series.map(({ name }) => name),
      ...(compared ? [m.chart_difference({}, { locale })] : []),
    ],
    rows: chart.keys.map(({ key, label, href }, nth) => ({
      key,
      name: label,
      ...(href === undefined ? {} : { href }),
      cells: cellsOf(chart.series.map(({ values }) => values[nth] ?? null)),
    })),
    foot: chart.totals ? cellsOf(chart.totals) : null,
  };
}

/** The drawing in a sentence, for who does not see it. */
export function sentenceOf(chart: Chart, locale: DateLocale): string {
  const said = chart.finding ? `${chart.finding}. ${chart.title}` : chart.title;
  const all = chart.series.flatMap(({ name, values }) =>
    chart.keys.map(({ label }, nth) => ({ label: namedBy(chart, label, name), value: values[nth] ?? 0 })),
  );
  const most = all.reduce((best, one) => (one.value > best.value ? one : best), { label: '', value: 0 });
  return most.value === 0
    ? said
    : m.chart_most(
        { title: said, label: most.label, count: formatNumber(most.value, locale), unit: chart.unit },
        { locale },
      );
}

/** One series alone has no name of its own. */
const namedBy = (chart: Chart, label: string, series: string): string =>
  chart.series.length > 1 ? `${label}, ${series}` : label;

/** Whether there is anything to draw. */
export const hasFigures = (chart: Chart): boolean =>
  chart.series.some(({ values }) => values.some((value) => value !== null && value > 0));
