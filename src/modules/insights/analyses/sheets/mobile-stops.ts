import { m } from '#i18n/messages';
import { getLibrary, visitsOnRoute } from '#modules/ground/libraries';
import type { Chart } from '#shared/chart';
import { addDays, daysBetween, instantAt } from '#shared/dates';
import { formatNumber } from '#shared/money';
import { nothing, type AnalysisDefinition, type AnalysisSheet, type Asked } from '../analysis.ts';
import { countInWindows, librariesWithStops } from '../data/stop-windows.queries.ts';
import { perHour, sumStop, type StopSums } from '../rules/stop-sums.ts';

interface Stop {
  id: number;
  place: string;
  library: { code: string; name: string };
  sums: StopSums;
}

/** The stops with what became of their visits on days that have ended. */
async function stopsOf(asked: Asked): Promise<Stop[]> {
  const { ctx, libraryIds, from, to, today } = asked;
  const last = to < today ? to : addDays(today, -1);
  if (last < from) return [];
  const days = daysBetween(from, last) + 1;
  const stops: Stop[] = [];
  for (const id of (await librariesWithStops(ctx.db)).filter((one) => libraryIds?.includes(one) ?? true)) {
    const { code, name, timeZone } = await getLibrary(ctx, id);
    const planned = await visitsOnRoute(ctx, id, { from, days });
    const held = planned.filter(({ skipped }) => skipped === null);
    const found = await countInWindows(
      ctx.db,
      held.map(({ on, opensMinute, closesMinute }) => ({
        libraryId: id,
        opensAt: instantAt(on, opensMinute, timeZone),
        closesAt: instantAt(on, closesMinute, timeZone),
      })),
    );
    const recorded = new Map(held.map((visit, nth) => [visit, found[nth]]));
    for (const [stopId, visits] of Map.groupBy(planned, (visit) => visit.stopId)) {
      stops.push({
        id: stopId,
        place: visits[0]?.place ?? '',
        library: { code, name },
        sums: sumStop(
          visits.map((visit) => ({
            ...{ stopId, minutes: visit.closesMinute - visit.opensMinute, isOff: visit.skipped !== null },
            loans: recorded.get(visit)?.loans ?? 0,
            visits: recorded.get(visit)?.visits ?? 0,
          })),
        ),
      });
    }
  }
  return stops.toSorted((a, b) => b.sums.loans - a.sums.loans || a.place.localeCompare(b.place, 'id'));
}

const cellsOf = ({ planned, off, held, active, minutes, loans, visits }: StopSums): (number | null)[] => [
  ...[planned, off, held, active, Math.round(minutes / 6) / 10, loans, perHour(loans, minutes), visits],
];

function chartOf(stops: readonly Stop[], { ctx }: Asked): Chart {
  const said = { locale: ctx.locale };
  return {
    kind: 'bars',
    title: m.analyses_mobile_chart({}, said),
    unit: m.analyses_late_unit({}, said),
    keyName: m.analyses_mobile_stop({}, said),
    keys: stops.map(({ id, place }) => ({ key: String(id), label: place })),
    series: [{ name: m.analyses_col_loans({}, said), values: stops.map(({ sums }) => sums.loans) }],
  };
}

async function make(asked: Asked): Promise<AnalysisSheet> {
  const { ctx } = asked;
  const said = { locale: ctx.locale };
  const notes = [m.analyses_mobile_note_plan({}, said), m.analyses_mobile_note_loans({}, said)];
  const stops = await stopsOf(asked);
  if (stops.length === 0) return nothing(notes);
  const add = (figure: (sums: StopSums) => number): number => stops.reduce((sum, one) => sum + figure(one.sums), 0);
  const all: StopSums = {
    planned: add(({ planned }) => planned),
    off: add(({ off }) => off),
    held: add(({ held }) => held),
    active: add(({ active }) => active),
    minutes: add(({ minutes }) => minutes),
    loans: add(({ loans }) => loans),
    visits: add(({ visits }) => visits),
  };
  const n = (figure: number): string => formatNumber(figure, ctx.locale);
  const rate = ({ sums }: Stop): number => perHour(sums.loans, sums.minutes) ?? 0;
  const busiest = stops.toSorted((a, b) => rate(b) - rate(a))[0];
  const count = (label: string) => ({ label, unit: 'count' as const });
  return {
    finding:
      busiest && all.loans > 0
        ? m.analyses_mobile_finding(
            {
              ...{ held: n(all.held), planned: n(all.planned), place: busiest.place },
              rate: formatNumber(rate(busiest), ctx.locale),
            },
            said,
          )
        : m.analyses_mobile_finding_quiet({ held: n(all.held), planned: n(all.planned) }, said),
    notes,
    chart: all.loans > 0 ? chartOf(stops, asked) : null,
    tables: [
      {
        title: m.analyses_mobile_name({}, said),
        columns: [
          { label: m.analyses_mobile_stop({}, said), unit: 'text' },
          { label: m.analyses_col_library({}, said), unit: 'text' },
          count(m.analyses_mobile_planned({}, said)),
          count(m.analyses_mobile_off({}, said)),
          count(m.analyses_mobile_held({}, said)),
          count(m.analyses_mobile_active({}, said)),
          { label: m.analyses_mobile_hours({}, said), unit: 'decimal' },
          count(m.analyses_col_loans({}, said)),
          { label: m.analyses_mobile_rate({}, said), unit: 'decimal' },
          count(m.analyses_col_visits({}, said)),
        ],
        rows: stops.map(({ place, library, sums }) => ({ cells: [place, library.name, ...cellsOf(sums)] })),
        total: [m.analyses_total({}, said), null, ...cellsOf(all)],
      },
    ],
  };
}

/** The mobile library by stop. */
export const mobileStops: AnalysisDefinition = {
  key: 'mobil-keliling',
  name: m.analyses_mobile_name,
  about: m.analyses_mobile_about,
  may: 'reports.read',
  inputs: [],
  make,
};
