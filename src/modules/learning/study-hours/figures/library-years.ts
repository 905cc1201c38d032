import { countStaff } from '#modules/ground/identity';
import { listLibraries } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { authorize } from '#platform/rights/authorize';
import { FEWEST_TOLD } from '#shared/small-counts';
import type { LibraryYear } from '../client.ts';
import { toldReached } from '../rules/told.ts';
import { yearsAt } from './staff-years.ts';

/**
 * How many of each library reached their lesson hours in a year, without a name, told from ten people on. Needs `accounts.manage` in the whole
 * network.
 */
export async function libraryYears(ctx: Ctx, year: number): Promise<LibraryYear[]> {
  authorize(ctx, 'accounts.manage', null);
  const libraries = await listLibraries(ctx, { active: true });
  const counts = await countStaff(
    ctx.db,
    libraries.map(({ id }) => id),
  );
  const told: LibraryYear[] = [];
  for (const { id: libraryId, timeZone: zone } of libraries) {
    const count = counts.get(libraryId) ?? 0;
    if (count === 0) continue;
    const staff = count < FEWEST_TOLD ? [] : await yearsAt(ctx, { libraryId, zone, year });
    const reached = staff.filter(({ isReached }) => isReached).length;
    const isTold = staff.length >= FEWEST_TOLD;
    told.push({
      libraryId,
      staff: isTold ? staff.length : null,
      reached: isTold ? toldReached(reached, staff.length) : null,
    });
  }
  return told;
}
