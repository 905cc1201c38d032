import { librariesWithFigures, type FiguresQuery } from '#modules/premises/visits';
import { periodSteps } from '#modules/premises/visits/client';
import type { Library } from '#modules/ground/libraries';
import { zoneOf } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { addDays, daysBetween, localDate } from '#shared/dates';
import { dayAsked } from '#web/kit/form/read-fields.server.ts';

/** What the page shows first: the last four weeks. */
const DAYS = 27;
/** Longer than this is shown by month. */
const MOST_DAYS = 92;

/**
 * What the address asks for: `dari`, `sampai`, `menurut`, `perpustakaan`; what is missing or wrong has its default:
 * the library where one works (with none asked for by name: all of them).
 */
export async function figuresAsked(
  ctx: Ctx,
  url: URL,
): Promise<FiguresQuery & { libraries: Library[]; today: string; library: string }> {
  const libraries = await librariesWithFigures(ctx);
  const today = localDate(ctx.clock.now(), await zoneOf(ctx));
  const to = dayAsked(url.searchParams, 'sampai', today);
  const from = dayAsked(url.searchParams, 'dari', addDays(to, -DAYS));
  const step = periodSteps.find((one) => one === url.searchParams.get('menurut')) ?? 'day';
  const code = url.searchParams.get('perpustakaan');
  const asked = libraries.find((library) => library.code === code);
  return {
    libraries,
    today,
    from: from <= to ? from : to,
    to,
    step: step === 'day' && daysBetween(from, to) > MOST_DAYS ? 'month' : step,
    library: (asked ?? (code === null ? libraries.find(({ id }) => id === ctx.libraryId) : null))?.code ?? '',
  };
}
