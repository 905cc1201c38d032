import { LEAST_SHOWN } from './item-results.ts';

const DAY = 86_400_000;
/** People are reminded so long before it closes, or in the last third of a window that is short. */
const AHEAD = 2 * DAY;
/** A window that is shorter ends before anybody would look. */
const LEAST_WINDOW = 3_600_000;

/** When whoever has not answered is reminded; null = not at all, since no end was set or it is too near. */
export function reminderAt({ opensAt, closesAt }: { opensAt: Date; closesAt: Date | null }): Date | null {
  if (closesAt === null) return null;
  const window = closesAt.getTime() - opensAt.getTime();
  return window < LEAST_WINDOW ? null : new Date(closesAt.getTime() - Math.min(AHEAD, window / 3));
}

/**
 * May the reminder go to those alone who have not answered? By name always. Where answers have no name, figures that were seen before the
 * reminder and after it must not differ by a few people who are known to have been reminded: so only where fewer than five answers (which
 * nobody is shown) came before it, or five and more people are left. Decision 098.
 */
export const mayRemind = ({ named, answered, left }: { named: boolean; answered: number; left: number }): boolean =>
  named || answered < LEAST_SHOWN || left >= LEAST_SHOWN;
