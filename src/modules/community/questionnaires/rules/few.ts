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
export function comparableGroups<T extends { n: number }>(groups: readonly T[], total: number): ReadonlySet<T> {
  const shown = groups.filter(({ n }) => n >= LEAST_COMPARED).toSorted((a, b) => b.n - a.n);
  for (;;) {
    const rest = total - shown.reduce((sum, { n }) => sum + n, 0);
    if (rest <= 0 || rest >= LEAST_SHOWN || shown.length === 0) return new Set(shown);
    shown.pop();
  }
}
