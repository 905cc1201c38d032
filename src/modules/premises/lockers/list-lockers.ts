import { authorize, HIDDEN, serves } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Locker } from './client.ts';
import { selectLockers } from './data/lockers.queries.ts';

/**
 * The lockers of a library in the order of their doors, and who has which key. Needs `lockers.hand_out` there; of whom a desk must not
 * learn, it learns only that the key is out.
 */
export async function listLockers(ctx: Ctx, libraryId: number): Promise<Locker[]> {
  authorize(ctx, 'lockers.hand_out', libraryId);
  const rows = await selectLockers(ctx.db, libraryId);
  return rows.map(({ use, ...locker }): Locker => {
    if (use === null) return { ...locker, use };
    const { homeLibraryId, ...known } = use;
    const told = homeLibraryId === null || serves(ctx.actor, 'lockers.hand_out', homeLibraryId);
    return { ...locker, use: told ? known : { memberNumber: null, name: HIDDEN, since: known.since } };
  });
}
