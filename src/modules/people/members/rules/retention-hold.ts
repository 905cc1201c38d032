/**
 * Why a clearing waits for a person: nobody has seen one of this class yet, its time was made shorter since, or more members would go
 * than in a usual night.
 */
export const holdReasons = ['first', 'shorter', 'many'] as const;
export type HoldReason = (typeof holdReasons)[number];

/** So many members may go in a night without anybody looking. */
const MANY = 50;
/** In percent of all members; a small library notices a few. */
const SHARE = 2;

/**
 * @param approvedDays how long the class was kept when a person last saw a clearing of it; null = never
 * @param count what would go now
 * @param members all members there are, where what goes are members; null = something else goes
 */
export function holdReason(about: {
  approvedDays: number | null;
  days: number;
  count: number;
  members: number | null;
}): HoldReason | null {
  const { approvedDays, days, count, members } = about;
  if (count === 0) return null;
  if (approvedDays === null) return 'first';
  if (days < approvedDays) return 'shorter';
  if (members !== null && (count > MANY || count * 100 > members * SHARE)) return 'many';
  return null;
}
