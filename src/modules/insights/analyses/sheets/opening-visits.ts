import { m } from '#i18n/messages';
import { viewFacts } from '#modules/ground/facts';
import { calendarsOf, intervalsOn, listOpenLibraries, type Calendar } from '#modules/ground/libraries';
import type { Chart } from '#shared/chart';
import { eachDay, formatWeekday, isoWeekday, type LocalDate } from '#shared/dates';
import { nothing, type AnalysisDefinition, type AnalysisSheet, type Asked, type SheetTable } from '../analysis.ts';
import { firstVisitDays, sumVisitHours, type VisitHour } from '../data/visit-hours.queries.ts';
import { countedDays, factNotes } from '../fact-notes.ts';
import { hoursOf, lastHourOf, percentOf, useOfHours, type HourAt, type HourUse } from '../rules/opening-use.ts';

const WEEK = [1, 2, 3, 4, 5, 6, 7];

/** How often each hour of the week was open at each library, from the day on which it began to count visits. */
function openedHours(
  calendars: Iterable<Calendar>,
  days: { from: LocalDate; to: LocalDate },
  since: ReadonlyMap<number, LocalDate>,
): (HourAt & { times: number })[] {
  const opened = new Map<string, HourAt & { times: number }>();
  for (const calendar of calendars) {
    const { libraryId } = calendar;
    const first = since.get(libraryId) ?? days.from;
    for (const day of eachDay(first > days.from ? first : days.from, days.to)) {
      const weekday = isoWeekday(day);
      for (const hour of new Set(intervalsOn(calendar, day).flatMap(hoursOf))) {
        const key = `${libraryId}/${weekday}/${hour}`;
        const known = opened.get(key) ?? { libraryId, weekday, hour, times: 0 };
        known.times += 1;
        opened.set(key, known);
      }
    }
  }
  return [...opened.values()];
}

const hourName = (hour: number, { ctx: { locale } }: Asked): string => {
  const two = String(hour).padStart(2, '0');
  return m.reports_hour({ from: two, to: two }, { locale });
};

function heatOf(uses: readonly HourUse[], asked: Asked): Chart {
  const { locale } = asked.ctx;
  const hours = uses.map(({ hour }) => hour);
  const first = Math.min(...hours);
  const keys = Array.from({ length: Math.max(...hours) - first + 1 }, (_, nth) => first + nth);
  const found = new Map(uses.map((use) => [`${use.weekday}/${use.hour}`, use]));
  return {
    kind: 'heat',
    title: m.analyses_opening_chart({}, { locale }),
    unit: m.analyses_opening_unit({}, { locale }),
    keyName: m.analyses_col_hour({}, { locale }),
    keys: keys.map((hour) => ({ key: String(hour), label: String(hour).padStart(2, '0') })),
    // an hour that is never open and has no visit is none
    series: WEEK.map((weekday) => ({
      name: formatWeekday(weekday, locale),
      values: keys.map((hour) => found.get(`${weekday}/${hour}`)?.visits ?? null),
    })),
  };
}

/** Who came in the last hour of the weekly hours, and what part of that day's visits it is. */
function closingTable(
  visits: readonly VisitHour[],
  calendars: ReadonlyMap<number, Calendar>,
  asked: Asked,
): SheetTable {
  const { locale } = asked.ctx;
  const rows = WEEK.flatMap((weekday) => {
    const closing = new Map(
      [...calendars].flatMap(([id, { weekly }]): [number, number][] => {
        const closes = weekly[weekday]?.at(-1)?.closes;
        return closes === undefined ? [] : [[id, lastHourOf(closes)]];
      }),
    );
    if (closing.size === 0) return [];
    const ofDay = visits.filter((one) => one.weekday === weekday && closing.has(one.libraryId));
    const sum = (some: readonly VisitHour[]): number => some.reduce((all, one) => all + one.visits, 0);
    const last = sum(ofDay.filter((one) => closing.get(one.libraryId) === one.hour));
    const hours = [...new Set(closing.values())].toSorted((a, b) => a - b).map((hour) => hourName(hour, asked));
    return [{ cells: [formatWeekday(weekday, locale), hours.join(', '), last, percentOf(last, sum(ofDay))] }];
  });
  return {
    title: m.analyses_opening_closing({}, { locale }),
    columns: [
      { label: m.analyses_col_weekday({}, { locale }), unit: 'text' },
      { label: m.analyses_col_hour({}, { locale }), unit: 'text' },
      { label: m.analyses_col_visits({}, { locale }), unit: 'count' },
      { label: m.analyses_opening_of_day({}, { locale }), unit: 'percent' },
    ],
    rows,
  };
}

function hourTable(
  title: string,
  uses: readonly HourUse[],
  asked: Asked,
  figure: { label: string; of: (use: HourUse) => number },
  href?: string,
): SheetTable {
  const { locale } = asked.ctx;
  return {
    title,
    columns: [
      { label: m.analyses_col_weekday({}, { locale }), unit: 'text' },
      { label: m.analyses_col_hour({}, { locale }), unit: 'text' },
      { label: figure.label, unit: 'count' },
    ],
    rows: uses.map((use) => ({
      cells: [formatWeekday(use.weekday, locale), hourName(use.hour, asked), figure.of(use)],
      href,
    })),
  };
}

async function make(asked: Asked): Promise<AnalysisSheet> {
  const { ctx, from, to, libraryIds, library } = asked;
  const said = { locale: ctx.locale };
  const origin = await viewFacts(ctx, { kind: 'visit', from, to, limit: 1 });
  const notes = factNotes(asked, origin);
  const days = countedDays(asked, origin);
  const visits = days ? await sumVisitHours(ctx.db, { libraryIds, ...days }) : [];
  if (days === null || visits.length === 0) return nothing(notes);

  const counting = [...new Set(visits.map(({ libraryId }) => libraryId))];
  const calendars = await calendarsOf(ctx.db, counting, days.from, days.to);
  const opened = openedHours(calendars.values(), days, await firstVisitDays(ctx.db, counting));
  const uses = useOfHours(opened, visits);
  const empty = uses.filter((use) => use.opened > 0 && use.visits === 0);
  const outside = uses.filter((use) => use.outside > 0);
  const busiest = uses.toSorted((a, b) => b.visits - a.visits)[0];
  if (!busiest) return nothing(notes);
  const most = { weekday: formatWeekday(busiest.weekday, ctx.locale), hour: hourName(busiest.hour, asked) };
  const address = new URLSearchParams({ dari: from, sampai: to, banding: 'none' });
  if (library) address.set('perpustakaan', library.code);
  const behind = `/staf/laporan/kunjungan-jam?${address.toString()}`;
  const others = await countOthers(asked, counting);
  return {
    finding:
      opened.length === 0
        ? m.analyses_opening_finding_no_hours(most, said)
        : m.analyses_opening_finding(
            { ...most, empty: empty.length, open: uses.filter((use) => use.opened > 0).length },
            said,
          ),
    notes: [
      ...notes,
      m.analyses_opening_note_hours({}, said),
      m.analyses_opening_note_closing({}, said),
      ...(others > 0 ? [m.analyses_opening_note_left({ count: others }, said)] : []),
    ],
    chart: heatOf(uses, asked),
    tables: [
      hourTable(m.analyses_opening_empty({}, said), empty, asked, {
        label: m.analyses_opening_opened({}, said),
        of: (use) => use.opened,
      }),
      closingTable(visits, calendars, asked),
      hourTable(
        m.analyses_opening_outside({}, said),
        outside,
        asked,
        { label: m.analyses_col_visits({}, said), of: (use) => use.outside },
        behind,
      ),
    ],
  };
}

/** So many libraries may be seen and counted no visit. */
async function countOthers({ ctx, libraryIds }: Asked, counting: readonly number[]): Promise<number> {
  const all = await listOpenLibraries(ctx);
  return all.filter(({ id }) => (libraryIds?.includes(id) ?? true) && !counting.includes(id)).length;
}

/** Opening hours against visits. */
export const openingVisits: AnalysisDefinition = {
  key: 'jam-buka',
  name: m.analyses_opening_name,
  about: m.analyses_opening_about,
  may: 'reports.read',
  inputs: [],
  make,
};
