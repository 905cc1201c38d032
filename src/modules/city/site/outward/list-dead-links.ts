import type { Ctx } from '#platform/context';
import { authorizeAnywhere, can, seenLibraries } from '#platform/rights/authorize';
import { selectDead, type SilentLink } from '../data/outward.queries.ts';
import { permissionFor } from '../managed-page.ts';

/** More than anybody mends in a week. */
const MOST_SHOWN = 500;

/** A link of a page to where nothing answers, and whether the actor may write that page. */
export type DeadLink = Omit<SilentLink, 'libraryId'> & { mayWrite: boolean };

/** Links of pages to where nothing answered on two days at least, the oldest first, of the libraries whose pages one writes. Needs `site.edit`. */
export async function listDeadLinks(ctx: Ctx): Promise<DeadLink[]> {
  authorizeAnywhere(ctx, 'site.edit');
  const found = await selectDead(ctx.db, { libraryIds: seenLibraries(ctx, 'site.edit', undefined), limit: MOST_SHOWN });
  return found.map(({ libraryId, ...link }) => ({
    ...link,
    mayWrite: can(ctx.actor, permissionFor(link.kind), libraryId),
  }));
}
