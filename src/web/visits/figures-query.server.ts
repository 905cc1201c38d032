import { librariesWithFigures, type FiguresQuery } from '#modules/visits';
import { periodSteps } from '#modules/visits/client';
import type { Library } from '#modules/libraries';
import type { Ctx } from '#platform/context';
import { addDays, daysBetween, isLocalDate, localDate } from '#shared/dates';
import { zoneOf } from '#web/zone.server.ts';

/** What the page shows first: the last four weeks. */
const DAYS = 27;
/** Longer than this is shown by month. */
const MOST_DAYS = 92;

/** What the address asks for: `dari`, `sampai`, `menurut`, `perpustakaan`; what is missing or wrong has its default. */
export async function figuresAsked(
  ctx: Ctx,
  url: URL,
): Promise<FiguresQuery & { libraries: Library[]; today: string; library: string }> {
  const libraries = await librariesWithFigures(ctx);
  const today = localDate(ctx.clock.now(), await zoneOf(ctx));
  const day = (name: string, otherwise: string): string => {
    const text = url.searchParams.get(name) ?? '';
    return isLocalDate(text) ? text : otherwise;
  };
  const to = day('sampai', today);
  const from = day('dari', addDays(to, -DAYS));
  const step = periodSteps.find((one) => one === url.searchParams.get('menurut')) ?? 'day';
  const code = url.searchParams.get('perpustakaan');
  return {
    libraries,
    today,
    from: from <= to ? from : to,
    to,
    step: step === 'day' && daysBetween(from, to) > MOST_DAYS ? 'month' : step,
    library: libraries.find((library) => library.code === code)?.code ?? '',
  };
}
