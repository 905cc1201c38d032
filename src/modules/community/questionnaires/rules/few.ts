import { LEAST_COMPARED, LEAST_SHOWN } from './least.ts';

/**
 * How many are in each part of a whole whose number is known. Parts of one to four are not told; and where one part alone would be hidden, or
 * fewer than five in all, the next smallest goes with them: what is left over would give them away.
 * @returns the same parts, `count` null where it is not told; a part of nobody is told
 */
export function hideFew<T extends { count: number }>(
  parts: readonly T[],
): (Omit<T, 'count'> & { count: number | null })[] {
  const bySize = parts.filter(({ count }) => count > 0).toSorted((a, b) => a.count - b.count);
  const hidden = new Set(bySize.filter(({ count }) => count < LEAST_SHOWN));
  for (const next of bySize) {
    const sum = [...hidden].reduce((all, { count }) => all + count, 0);
    if (hidden.size === 0 || (hidden.size > 1 && sum >= LEAST_SHOWN)) break;
    hidden.add(next);
  }
  return parts.map((part) => ({ ...part, count: hidden.has(part) ? null : part.count }));
}

/**
 * Which groups of a whole may be compared: those of ten and more, and only while those that are left over (who said nothing among them) are
 * nobody, or five and more, of whom something may be said; else the smallest go, too.
 * @param total how many there are in all
 */
export const comparableGroups = <T extends { n: number }>(groups: readonly T[], total: number): ReadonlySet<T> =>
  tellableGroups(groups, total, { least: LEAST_COMPARED, rest: LEAST_SHOWN });

/**
 * The same for averages of groups that are told from five on.
 * @param total how many there are in all
 */
export const averagedGroups = <T extends { n: number }>(groups: readonly T[], total: number): ReadonlySet<T> =>
  tellableGroups(groups, total, { least: LEAST_SHOWN, rest: LEAST_SHOWN });

/**
 * Of which groups an interval may stand beside the average: how far those that are left over differ could be reckoned from the intervals of
 * all and of the others, so that these are nobody, or ten and more.
 * @param total how many there are in all
 */
export const spreadGroups = <T extends { n: number }>(groups: readonly T[], total: number): ReadonlySet<T> =>
  tellableGroups(groups, total, { least: LEAST_COMPARED, rest: LEAST_COMPARED });

/** @param size of how many a group is at least, and of how many those that are left over */
function tellableGroups<T extends { n: number }>(
  groups: readonly T[],
  total: number,
  size: { least: number; rest: number },
): ReadonlySet<T> {
  const shown = groups.filter(({ n }) => n >= size.least).toSorted((a, b) => b.n - a.n);
  for (;;) {
    const rest = total - shown.reduce((sum, { n }) => sum + n, 0);
    if (rest <= 0 || rest >= size.rest || shown.length === 0) return new Set(shown);
    shown.pop();
  }
}
