import { viewFacts } from '#modules/ground/facts';
import type { Ctx } from '#platform/context';
import type { Chart } from '#shared/chart';
import { addMonths, eachDay, formatDate, formatWeekday, type DateLocale } from '#shared/dates';
import { m } from '#i18n/messages';
import type { ComparedTime, DaySpan } from '#web/kit/chart/compared-time.ts';
import { withFinding } from '#web/kit/chart/finding.ts';

const WEEK = [1, 2, 3, 4, 5, 6, 7];

/** `24 Nov`, or `Nov 2026` of a month. */
function labelOf(key: string, step: ComparedTime['step'], locale: DateLocale): string {
  const words = formatDate(step === 'month' ? `${key}-01` : key, locale, 'medium').split(' ');
  return (step === 'month' ? words.slice(1) : words.slice(0, 2)).join(' ');
}

/** Every day or month of a time, in their order. */
function periodsOf({ from, to }: DaySpan, step: ComparedTime['step']): string[] {
  if (step === 'day') return [...eachDay(from, to)];
  const months: string[] = [];
  for (let month = `${from.slice(0, 7)}-01`; month <= to; month = addMonths(month, 1)) months.push(month.slice(0, 7));
  return months;
}

interface Came {
  periods: { key: string; people: number }[];
  total: number;
}

async function cameIn(ctx: Ctx, days: DaySpan, step: ComparedTime['step'], libraryId: number): Promise<Came> {
  const { figures } = await viewFacts(ctx, { kind: 'visit', ...days, step, libraryIds: [libraryId] });
  const people = new Map(figures.map(({ period, n }) => [period, n]));
  return {
    periods: periodsOf(days, step).map((key) => ({ key, people: people.get(key) ?? 0 })),
    total: figures.reduce((sum, { n }) => sum + n, 0),
  };
}

function byTime(now: Came, before: Came, { step }: ComparedTime, locale: DateLocale): Chart {
  const compared = before.total > 0;
  return {
    kind: 'line',
    title: m.dash_visits_by_day(),
    unit: m.dash_visits_unit(),
    keyName: step === 'day' ? m.dash_day() : m.dash_month(),
    keys: now.periods.map(({ key }) => ({ key, label: labelOf(key, step, locale) })),
    series: [
      { name: m.chart_now(), values: now.periods.map(({ people }) => people) },
      ...(compared
        ? [{ name: m.chart_before(), values: now.periods.map((_, nth) => before.periods[nth]?.people ?? null) }]
        : []),
    ],
    totals: [now.total, ...(compared ? [before.total] : [])],
  };
}

/** Weekdays by the hours in which anybody came; null where nobody did. */
async function byHour(ctx: Ctx, days: DaySpan, libraryId: number): Promise<Chart | null> {
  const { figures } = await viewFacts(ctx, {
    ...{ kind: 'visit', ...days, libraryIds: [libraryId] },
    ...{ step: 'weekday', cut: 'hour' },
  });
  if (figures.length === 0) return null;
  const hours = figures.map(({ key }) => Number(key));
  const first = Math.min(...hours);
  const shown = Array.from({ length: Math.max(...hours) - first + 1 }, (_, nth) => first + nth);
  const people = new Map(figures.map(({ period, key, n }) => [`${period} ${Number(key)}`, n]));
  return {
    kind: 'heat',
    title: m.dash_visits_by_hour(),
    unit: m.dash_visits_unit(),
    keyName: m.dash_hour(),
    keys: shown.map((hour) => ({ key: String(hour), label: String(hour).padStart(2, '0') })),
    series: WEEK.map((weekday) => ({
      name: formatWeekday(weekday, ctx.locale),
      values: shown.map((hour) => people.get(`${weekday} ${hour}`) ?? 0),
    })),
  };
}

/** Who came to a library in a time: by day or month, and by weekday and hour. */
export async function visitCharts(
  ctx: Ctx,
  time: ComparedTime,
  libraryId: number,
): Promise<{ id: string; chart: Chart }[]> {
  const [now, before, hours] = await Promise.all([
    cameIn(ctx, time.now, time.step, libraryId),
    cameIn(ctx, time.before, time.step, libraryId),
    byHour(ctx, time.now, libraryId),
  ]);
  return [
    { id: 'kunjungan', chart: byTime(now, before, time, ctx.locale) },
    ...(hours ? [{ id: 'per-jam', chart: hours }] : []),
  ].map(({ id, chart }) => ({ id, chart: withFinding(chart, ctx.locale) }));
}
