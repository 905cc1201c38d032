/** So many weeks back the same weekday is looked at. */
export const WEEKS = 16;
/** Of fewer days nobody can say what is usual. */
const LEAST = 6;
/** A difference of a handful is no matter, wherever. */
const HANDFUL = 5;
/** The spread of a normal distribution in units of its median deviation. */
const NORMAL = 1.4826;
const SPREADS = 4;

/** The one in the middle; of an even number of them, between the two. */
function middle(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? upper) + upper) / 2;
}

/** What is usual (the median), and how far from it a day usually is (the median of the distances): one day of chaos moves neither. */
export function usualOf(figures: readonly number[]): { usual: number; spread: number } {
  const usual = middle(figures);
  return { usual, spread: middle(figures.map((n) => Math.abs(n - usual))) };
}

/**
 * Whether a figure is far from those before it. Nothing at all is far too where no day before had nothing: a counter that is broken counts zero, and
 * zero cannot lie further below than what is usual.
 * @returns what is usual; null = the figure is not far, or too few are known
 */
function usualWhereFar(n: number, before: readonly number[]): number | null {
  if (before.length < LEAST) return null;
  const { usual, spread } = usualOf(before);
  const far = Math.abs(n - usual) > Math.max(HANDFUL, SPREADS * NORMAL * spread, usual / 2);
  const silent = n === 0 && usual > HANDFUL && before.every((one) => one > 0);
  return far || silent ? usual : null;
}

/** A figure that is far, by its place in the row. */
export interface Far {
  at: number;
  n: number;
  usual: number;
}

/** Those of a row that are far from the ones before them. @param weeks one weekday, week by week; null = it was closed, or not counted yet */
export function farFromUsual(weeks: readonly (number | null)[]): Far[] {
  return weeks.flatMap((n, at) => {
    if (n === null) return [];
    const before = weeks.slice(Math.max(0, at - WEEKS), at).filter((one) => one !== null);
    const usual = usualWhereFar(n, before);
    return usual === null ? [] : [{ at, n, usual: Math.round(usual) }];
  });
}
