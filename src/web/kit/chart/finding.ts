import type { Chart } from '#shared/chart';
import type { DateLocale } from '#shared/dates';
import { formatNumber } from '#shared/money';
import { m } from '#i18n/messages';
import { percentsOf } from './percents.ts';

/** Below this many the percents of a change are noise. */
const ENOUGH = 10;
/** A change that is smaller, in percent, is none to speak of. */
const NOTABLE = 5;

const percentOf = (now: number, before: number): number => Math.round((100 * (now - before)) / before);

/** From three times as many on people say how many times. */
const TIMES = 200;

function changed(label: string, percent: number, locale: DateLocale): string {
  if (percent >= TIMES) {
    const times = formatNumber(Math.round((percent + 100) / 10) / 10, locale);
    return m.chart_finding_times({ label, times }, { locale });
  }
  const said = { label, percent: formatNumber(Math.abs(percent), locale) };
  return percent > 0 ? m.chart_finding_up(said, { locale }) : m.chart_finding_down(said, { locale });
}

/** The key whose figure moved the most, where any did. */
function mostMoved({ keys, series: [now, before] }: Chart, locale: DateLocale): string | null {
  if (!now || !before) return null;
  const moves = keys.flatMap(({ label, rest }, nth) => {
    const [a, b] = [now.values[nth], before.values[nth]];
    if (typeof a !== 'number' || typeof b !== 'number' || b < ENOUGH || rest) return [];
    return [{ label, by: Math.abs(a - b), percent: percentOf(a, b) }];
  });
  const most = moves.toSorted((a, b) => b.by - a.by)[0];
  return most && Math.abs(most.percent) >= NOTABLE ? changed(most.label, most.percent, locale) : null;
}

const sum = (values: readonly (number | null)[]): number => values.reduce<number>((all, one) => all + (one ?? 0), 0);

/** How all of a time stands against the time before. */
function wholeMoved({ title, series: [now, before] }: Chart, locale: DateLocale): string | null {
  if (!now || !before) return null;
  const [a, b] = [sum(now.values), sum(before.values)];
  if (b < ENOUGH) return null;
  const percent = percentOf(a, b);
  return Math.abs(percent) < NOTABLE
    ? m.chart_finding_same({ label: title }, { locale })
    : changed(title, percent, locale);
}

/** Where the most are. */
function most({ kind, keys, series, unit }: Chart, locale: DateLocale): string | null {
  const shown = kind === 'heat' ? series : series.slice(0, 1);
  const all = shown.flatMap(({ name, values }) =>
    keys.map(({ label, rest }, nth) => ({
      label: kind === 'heat' ? m.chart_finding_field({ row: name, column: label }, { locale }) : label,
      value: rest ? 0 : (values[nth] ?? 0),
    })),
  );
  const top = all.toSorted((a, b) => b.value - a.value)[0];
  if (!top || top.value === 0) return null;
  return m.chart_finding_most({ label: top.label, count: formatNumber(top.value, locale), unit }, { locale });
}

function largestPart({ keys, series }: Chart, locale: DateLocale): string | null {
  if (keys.length !== 1) return null;
  const percents = percentsOf(series.map(({ values }) => values[0] ?? null));
  const parts = series.map(({ name, rest }, nth) => ({ name, percent: rest ? 0 : Math.round(percents[nth] ?? 0) }));
  const top = parts.toSorted((a, b) => b.percent - a.percent)[0];
  return top && top.percent > 0 ? m.chart_finding_part({ label: top.name, percent: top.percent }, { locale }) : null;
}

/** What a chart says first, in a short sentence; null where it has nothing to say. */
export function findingOf(chart: Chart, locale: DateLocale): string | null {
  if (chart.kind === 'share') return largestPart(chart, locale);
  if (chart.kind === 'heat') return most(chart, locale);
  return (chart.kind === 'line' ? wholeMoved(chart, locale) : mostMoved(chart, locale)) ?? most(chart, locale);
}

/** The chart with what it says as its heading. */
export function withFinding(chart: Chart, locale: DateLocale): Chart {
  const finding = findingOf(chart, locale);
  return finding === null ? chart : { ...chart, finding };
}
