import { platformErrors, type AppError } from '#platform/errors';
import type { AskedElsewhere } from './form-refusal.server.ts';
import { carriedBy } from './page-library.ts';

type Settled = Pick<App.Locals, 'elsewhere'>;

/**
 * Why a form is not carried out before somebody has said where: it came from a page of another library than the chosen one (two tabs), and
 * nothing is ever booked silently elsewhere. Null = there is nothing to ask.
 */
export function askElsewhere({ elsewhere }: Settled): AppError | null {
  if (!elsewhere) return null;
  const { page, chosen } = elsewhere;
  return page
    ? platformErrors.otherLibrary({ page: page.name, chosen: chosen.name })
    : platformErrors.libraryLeft({ chosen: chosen.name });
}

/** How the page asks: sent again as it is, the form is booked at the library of the page; by its second button at the chosen one. */
export function askedOf({ elsewhere }: Settled): { elsewhere?: AskedElsewhere } {
  if (!elsewhere?.page) return {};
  const { page, chosen } = elsewhere;
  return {
    elsewhere: {
      carries: carriedBy({ libraryId: page.id, askedAt: chosen.id, stays: false }),
      chosen: { carries: carriedBy({ libraryId: chosen.id, askedAt: null, stays: false }), name: chosen.name },
    },
  };
}
