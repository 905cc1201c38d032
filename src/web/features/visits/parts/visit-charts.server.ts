import { visitFigures, type VisitFigures } from '#modules/premises/visits';
import type { Ctx } from '#platform/context';
import type { Chart } from '#shared/chart';
import { formatDate, formatWeekday, type DateLocale } from '#shared/dates';
import { m } from '#i18n/messages';
import type { ComparedTime } from '#web/kit/chart/compared-time.ts';
import { withFinding } from '#web/kit/chart/finding.ts';

const WEEK = [1, 2, 3, 4, 5, 6, 7];

/** `24 Nov`, or `Nov 2026` of a month. */
function labelOf(key: string, step: ComparedTime['step'], locale: DateLocale): string {
  const words = formatDate(step === 'month' ? `${key}-01` : key, locale, 'medium').split(' ');
  return (step === 'month' ? words.slice(1) : words.slice(0, 2)).join(' ');
}

function byTime(now: VisitFigures, before: VisitFigures, { step }: ComparedTime, locale: DateLocale): Chart {
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

/** Weekdays by the hours in which anybody came. */
function byHour({ hours }: VisitFigures, locale: DateLocale): Chart {
  const first = Math.min(...hours.map(({ hour }) => hour));
  const last = Math.max(...hours.map(({ hour }) => hour));
  const shown = Array.from({ length: last - first + 1 }, (_, nth) => first + nth);
  const people = new Map(hours.map((one) => [`${one.weekday} ${one.hour}`, one.people]));
  return {
    kind: 'heat',
    title: m.dash_visits_by_hour(),
    unit: m.dash_visits_unit(),
    keyName: m.dash_hour(),
    keys: shown.map((hour) => ({ key: String(hour), label: String(hour).padStart(2, '0') })),
    series: WEEK.map((weekday) => ({
      name: formatWeekday(weekday, locale),
      values: shown.map((hour) => people.get(`${weekday} ${hour}`) ?? 0),
    })),
  };
}

/** Who came to a library in a time: by day or month, and by weekday and hour. */
export async function visitCharts(
  ctx: Ctx,
  time: ComparedTime,
  library: string,
): Promise<{ id: string; chart: Chart }[]> {
  const asked = { step: time.step, library };
  const [now, before] = await Promise.all([
    visitFigures(ctx, { ...asked, ...time.now }),
    visitFigures(ctx, { ...asked, ...time.before }),
  ]);
  return [
    { id: 'kunjungan', chart: byTime(now, before, time, ctx.locale) },
    ...(now.hours.length > 0 ? [{ id: 'per-jam', chart: byHour(now, ctx.locale) }] : []),
  ].map(({ id, chart }) => ({ id, chart: withFinding(chart, ctx.locale) }));
}
