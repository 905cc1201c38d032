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
