/** What one of so many cost, in whole rupiah; null where nobody is told of, or nothing was spent. */
export const costEach = (spent: number, count: number | null): number | null =>
  count === null || count === 0 || spent === 0 ? null : Math.round(spent / count);

/** How much of a target is reached, in whole percent, never rounded up to it; null where it is not told. */
export const percentOf = (reached: number | null, target: number): number | null =>
  reached === null ? null : Math.floor((reached / target) * 100);
