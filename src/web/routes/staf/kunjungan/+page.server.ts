import { figureWords, visitFigures, whoIsTold, zonesOf, type VisitFigures } from '#modules/premises/visits';
import { periodSteps, visitCuts, type PeriodStep } from '#modules/premises/visits/client';
import type { PageAccess } from '#platform/rights/access';
import { canAnywhere } from '#platform/rights/authorize';
import { formatDate, formatMinute, formatWeekday, zoneName } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { figuresAsked } from '#web/features/visits/figures-query.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'reports.read' };

const STEPS: Record<PeriodStep, () => string> = {
  day: () => m.visits_step_day(),
  month: () => m.visits_step_month(),
  quarter: () => m.visits_step_quarter(),
  year: () => m.visits_step_year(),
};
/** Shades of the heat map beside "none". */
const SHADES = 5;
const WEEK = [1, 2, 3, 4, 5, 6, 7];
/** Of long cuts so many values are shown; the table file has all. */
const MOST_VALUES = 30;

const share = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((part * 100) / whole));

/** Weekdays × the hours in which anybody came, each with its number and shade. */
function heatMap({ hours }: VisitFigures, locale: 'id' | 'en') {
  const first = Math.min(...hours.map(({ hour }) => hour));
  const last = Math.max(...hours.map(({ hour }) => hour));
  const most = Math.max(...hours.map(({ people }) => people));
  const shown = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const people = new Map(hours.map((one) => [`${one.weekday} ${one.hour}`, one.people]));
  return {
    hours: shown.map((hour) => formatMinute(hour * 60, locale)),
    rows: WEEK.map((weekday) => ({
      weekday: formatWeekday(weekday, locale),
      cells: shown.map((hour) => {
        const count = people.get(`${weekday} ${hour}`) ?? 0;
        return { hour, count, shade: count === 0 ? 0 : Math.max(1, Math.ceil((count * SHADES) / most)) };
      }),
    })),
  };
}

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const { libraries, today, ...query } = await figuresAsked(ctx, url);
  const figures = await visitFigures(ctx, query);
  const words = await figureWords(ctx, figures);
  const { locale } = ctx;
  const zone = zonesOf(figures, (timeZone) => zoneName(timeZone, ctx.clock.now()));
  const asked = new URLSearchParams({
    dari: query.from,
    sampai: query.to,
    menurut: query.step,
    perpustakaan: query.library,
  });
  const most = Math.max(1, ...figures.periods.map(({ people }) => people));
  const door = canAnywhere(ctx.actor, 'visits.record');
  return {
    query,
    today,
    libraries: libraries.map(({ code, name }) => ({ value: code, label: name })),
    steps: periodSteps.map((value) => ({ value, label: STEPS[value]() })),
    where: libraries.find(({ code }) => code === query.library)?.name ?? m.visits_all_libraries(),
    period: m.visits_period({ from: formatDate(query.from, locale), to: formatDate(query.to, locale), zone }),
    total: figures.total,
    kinds: figures.by.kind.map(({ key, people }) => ({ label: words.value('kind', key), people })),
    who: whoIsTold(figures, locale),
    groups: figures.groups,
    wheelchairs: figures.wheelchairs,
    stay: figures.minutes === null ? null : m.visits_stay_minutes({ minutes: figures.minutes, left: figures.left }),
    periods: figures.periods.map(({ key, people }) => ({
      key,
      label: words.period(key),
      people,
      width: share(people, most),
    })),
    heat: figures.hours.length > 0 ? heatMap(figures, locale) : null,
    cuts: visitCuts
      .filter((cut) => figures.by[cut].length > 0 && !(cut === 'library' && figures.by.library.length < 2))
      .map((cut) => {
        const all = figures.by[cut].reduce((sum, { people }) => sum + people, 0);
        return {
          cut,
          title: words.cut(cut),
          values: figures.by[cut].slice(0, MOST_VALUES).map(({ key, people }) => ({
            key: key ?? '',
            label: words.value(cut, key),
            people,
            share: share(people, all),
          })),
        };
      }),
    gates: figures.gates,
    files: (['csv', 'xlsx'] as const).map((format) => ({
      label: format.toUpperCase(),
      href: localizeHref(`/staf/kunjungan/tabel?${asked.toString()}&format=${format}`),
    })),
    doorHref: door ? localizeHref('/buku-tamu') : null,
    settingsHref: door ? localizeHref('/staf/kunjungan/pintu') : null,
  };
};
