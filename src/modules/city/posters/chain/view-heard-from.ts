import { viewHeard, type Heard } from '#modules/ground/heard-from';
import type { Ctx } from '#platform/context';
import { authorizeAnywhere, seenLibraries } from '#platform/rights/authorize';

/**
 * From where people know, in the last twelve months, at the libraries for which `posters.make` is held, or at one of them. Refuses
 * `platform.forbidden`.
 */
export async function viewHeardFrom(ctx: Ctx, libraryId: number | null = null): Promise<Heard> {
  authorizeAnywhere(ctx, 'posters.make');
  return viewHeard(ctx, seenLibraries(ctx, 'posters.make', libraryId ?? undefined));
}
