import { LEAST_OPENINGS } from './suggest-weekday.ts';

/** The hour (0 = from midnight to one) at which links of posts are opened most, the earlier of equals; null = too little was counted. */
export function suggestHour(
  hours: readonly { hour: number; hits: number }[],
): { hour: number; hits: number; all: number } | null {
  const all = hours.reduce((sum, { hits }) => sum + hits, 0);
  const [best] = hours.toSorted((a, b) => b.hits - a.hits || a.hour - b.hour);
  return all < LEAST_OPENINGS || best === undefined ? null : { ...best, all };
}
