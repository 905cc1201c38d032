import { isoWeekday, type LocalDate } from '#shared/dates';

/** So many openings are needed before a weekday or an hour is named: fewer say nothing. */
export const LEAST_OPENINGS = 30;

/** The weekday on which links of posts are opened most, from what was counted day by day; null = too little was counted. */
export function suggestWeekday(
  days: readonly { day: LocalDate; hits: number }[],
): { weekday: number; hits: number; all: number } | null {
  const sums = new Map<number, number>();
  let all = 0;
  for (const { day, hits } of days) {
    const weekday = isoWeekday(day);
    sums.set(weekday, (sums.get(weekday) ?? 0) + hits);
    all += hits;
  }
  if (all < LEAST_OPENINGS) return null;
  const [best] = [...sums].toSorted(([first, a], [second, b]) => b - a || first - second);
  return best === undefined ? null : { weekday: best[0], hits: best[1], all };
}
