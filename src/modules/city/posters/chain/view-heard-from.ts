import { viewHeard, type Heard } from '#modules/ground/heard-from';
import type { Ctx } from '#platform/context';
import { authorizeAnywhere, seenLibraries } from '#platform/rights/authorize';

/**
 * From where people know, at all the libraries for which `posters.make` is held together: one by one, those of few could be reckoned from the
 * others. Refuses `platform.forbidden`.
 */
export async function viewHeardFrom(ctx: Ctx): Promise<Heard> {
  authorizeAnywhere(ctx, 'posters.make');
  return viewHeard(ctx, seenLibraries(ctx, 'posters.make', undefined));
}
