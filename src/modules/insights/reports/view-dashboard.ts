import { z } from 'zod';
import { listLibraries } from '#modules/ground/libraries';
import { factsOf, firstDayCounted, viewFacts, visibleLibraries, type FactOrigin } from '#modules/ground/facts';
import type { Ctx } from '#platform/context';
import { factSources } from '#platform/facts';
import { day, withinDays } from '#platform/requests/bounds';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { daysBetween } from '#shared/dates';
import { reportErrors } from './errors.ts';
import { makeReport, splitsOf, type Report } from './make-report.ts';
import { changeOf } from './rules/compare-rows.ts';
import { comparedPeriod, type Period } from './rules/compared-period.ts';
import { DASHBOARD_PARTS, DASHBOARDS, MOST_DAYS_DRAWN, type DashboardChart } from './rules/dashboards.ts';

const asked = z
  .object({
    dashboard: z.enum(DASHBOARDS),
    from: day,
    to: day,
    /** The code of a library; left out: all that may be seen. */
    library: z.string().max(40).optional(),
  })
  .superRefine(withinDays(366));

/** A sum of a time, beside the time before and the same days a year before; null = nothing was counted then at these libraries. */
export interface Tile extends Pick<FactOrigin, 'kind' | 'label' | 'unit' | 'without'> {
  n: number | null;
  previous: number | null;
  previousChange: number | null;
  year: number | null;
  yearChange: number | null;
}
export interface DashboardShown {
  tiles: Tile[];
  charts: { as: DashboardChart['as']; report: Report }[];
  /** Through which day all of it is counted, and when that was done; null = not yet. */
  through: FactOrigin['through'];
  countedAt: FactOrigin['countedAt'];
}

/**
 * A dashboard over some days, both included, of the libraries that this person may see. Needs `reports.read`. Refuses `libraries.not_found` as
 * `reports.not_found`.
 */
export async function viewDashboard(ctx: Ctx, input: z.input<typeof asked>): Promise<DashboardShown> {
  authorizeAnywhere(ctx, 'reports.read');
  const { dashboard, from, to, library } = parseInput(asked, input);
  const found = library === undefined ? null : (await listLibraries(ctx)).find(({ code }) => code === library);
  if (found === undefined) throw reportErrors.notFound();
  const libraryIds = visibleLibraries(ctx, found ? [found.id] : undefined) ?? undefined;
  const { tiles, charts } = DASHBOARD_PARTS[dashboard];
  const counted = new Map(factSources().map((source) => [source.kind, source]));
  const time = daysBetween(from, to) < MOST_DAYS_DRAWN ? 'day' : 'month';
  const drawn = charts
    .map((chart) => ({ ...chart, by: chart.by === 'time' ? time : chart.by }))
    .filter(({ kind, by }) => {
      const source = counted.get(kind);
      // one library beside itself tells nothing
      return source !== undefined && splitsOf(source).includes(by) && !(by === 'library' && found);
    });
  const sums = await Promise.all(
    tiles.filter((kind) => counted.has(kind)).map(async (kind) => tileOf(ctx, kind, { from, to }, libraryIds)),
  );
  const reports = await Promise.all(
    drawn.map(async ({ kind, by, as }) => ({
      as,
      report: await makeReport(ctx, { kind, by, from, to, compare: as === 'share' ? 'none' : 'year', library }),
    })),
  );
  const all = [...sums.map(({ origin }) => origin), ...reports.map(({ report }) => report)];
  const earliest = all.toSorted((a, b) => ((a.through ?? '') < (b.through ?? '') ? -1 : 1))[0];
  return {
    tiles: sums.map(({ tile }) => tile),
    charts: reports,
    through: earliest?.through ?? null,
    countedAt: earliest?.countedAt ?? null,
  };
}

async function tileOf(
  ctx: Ctx,
  kind: string,
  period: Period,
  libraryIds: readonly number[] | undefined,
): Promise<{ tile: Tile; origin: FactOrigin }> {
  const since = await firstDayCounted(ctx, factsOf(kind), libraryIds ?? null);
  const sumOf = async (days: Period) => {
    const facts = await viewFacts(ctx, { kind, ...days, libraryIds: libraryIds && [...libraryIds] });
    return { origin: facts, n: facts.figures.reduce((sum, { n }) => sum + n, 0) };
  };
  const before = async (comparison: 'previous' | 'year'): Promise<number | null> => {
    const days = comparedPeriod(period, comparison);
    return days && since !== null && since <= days.from ? (await sumOf(days)).n : null;
  };
  const { origin, n } = await sumOf(period);
  const [previous, year] = [await before('previous'), await before('year')];
  const { label, unit, without } = origin;
  return {
    origin,
    tile: {
      ...{ kind, label, unit, without, previous, year },
      n: since === null || since > period.to ? null : n,
      previousChange: previous === null ? null : changeOf(n, previous),
      yearChange: year === null ? null : changeOf(n, year),
    },
  };
}
