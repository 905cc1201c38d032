import { zoneOf } from '#modules/ground/libraries';
import { librariesWithFigures } from '#modules/premises/visits';
import type { Ctx } from '#platform/context';
import type { Chart } from '#shared/chart';
import { addDays, localDate } from '#shared/dates';
import { visitCharts } from '#web/features/visits/parts/visit-charts.server.ts';
import { comparedTime, TIMES } from '#web/kit/chart/compared-time.ts';
import { loanCharts } from './loan-charts.server.ts';

/** A chart of the dashboard, by the name that its address knows. */
export interface NamedChart {
  id: string;
  chart: Chart;
  /** Of which days it is, where they are others than those of the page. */
  period?: string;
}

/** What the address asks for: `masa`, `perpustakaan`; what is missing or wrong has its default: 30 days, the library where one works. */
export async function dashboardAsked(ctx: Ctx, url: URL) {
  const libraries = (await librariesWithFigures(ctx)).filter(({ active }) => active);
  const asked = url.searchParams.get('perpustakaan');
  const library =
    libraries.find(({ code }) => code === asked) ??
    libraries.find(({ id }) => id === ctx.libraryId) ??
    libraries[0] ??
    null;
  const chosen = TIMES.find((one) => one === url.searchParams.get('masa')) ?? '30';
  // figures of several libraries are of the network's days; a day is counted when it has ended
  const yesterday = addDays(localDate(ctx.clock.now(), await zoneOf({ ...ctx, libraryId: null })), -1);
  return { libraries, library, chosen, time: comparedTime(chosen, yesterday) };
}
export type DashboardAsked = Awaited<ReturnType<typeof dashboardAsked>>;

/** Visits of the library, and loans of all that somebody may see. */
export async function dashboardCharts(
  ctx: Ctx,
  { libraries, library, time }: DashboardAsked,
): Promise<{ visits: NamedChart[]; loans: NamedChart[] }> {
  const [visits, loans] = await Promise.all([
    library ? visitCharts(ctx, time, library.id) : [],
    loanCharts(ctx, time, libraries),
  ]);
  return { visits, loans };
}
