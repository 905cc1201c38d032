/**
 * Intervals of a change between two measurements: which values of the change fit what was answered. Each by the method that its design asks
 * for; 95 % where nothing else is said. No rounding here: who shows a figure rounds it.
 */

export interface Interval {
  low: number;
  high: number;
}

/** A group that was measured once. */
export interface Sample {
  n: number;
  mean: number;
  /** Squared distances from the mean over n − 1. */
  variance: number;
}

export const LEVEL = 0.95;

export const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

/** So far apart, against the largest, values are the same: thirds of a hundred differ by a hair of the binary fractions. */
const HAIR = 1e-9;

/** Variance of a sample; null for fewer than two, and 0 where all are the same but for what binary fractions make of them. */
export function variance(values: readonly number[]): number | null {
  const middle = mean(values);
  if (middle === null || values.length < 2) return null;
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  if (values.every((value) => Math.abs(value - middle) <= HAIR * largest)) return 0;
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
}

/** What a group is measured by; null for fewer than two. */
export function sampleOf(values: readonly number[]): Sample | null {
  const [middle, spread] = [mean(values), variance(values)];
  return middle === null || spread === null ? null : { n: values.length, mean: middle, variance: spread };
}

/**
 * The interval of a change of the same people: Student's t of their differences.
 * @param differences after − before, one per person
 * @returns null for one person, and where all changed alike: nothing can be said of others then
 */
export function pairedInterval(differences: readonly number[], level = LEVEL): Interval | null {
  const sample = sampleOf(differences);
  if (!sample || sample.variance === 0) return null;
  return around(sample.mean, studentT(sample.n - 1, level) * Math.sqrt(sample.variance / sample.n));
}

/**
 * The interval of a change between two groups of whom nobody knows who is in both: Welch's t, which lets each have its own spread, with the
 * degrees of freedom of Satterthwaite.
 * @returns null where nobody differs from anybody in either group
 */
export function independentInterval(before: Sample, after: Sample, level = LEVEL): Interval | null {
  if (before.n < 2 || after.n < 2) return null;
  const [one, other] = [before.variance / before.n, after.variance / after.n];
  const square = one + other;
  if (square === 0) return null;
  const freedom = square ** 2 / (one ** 2 / (before.n - 1) + other ** 2 / (after.n - 1));
  return around(after.mean - before.mean, studentT(freedom, level) * Math.sqrt(square));
}

/**
 * The interval of an average of one group: Student's t.
 * @returns null for one person, and where nobody differs from anybody
 */
export function meanInterval({ n, mean: middle, variance: spread }: Sample, level = LEVEL): Interval | null {
  if (n < 2 || spread === 0) return null;
  return around(middle, studentT(n - 1, level) * Math.sqrt(spread / n));
}

/** The share k of n with Wilson's interval (E. B. Wilson 1927): it never leaves 0 … 1 and holds for few answers. null = nobody. */
export function wilson(k: number, n: number, level = LEVEL): ({ share: number } & Interval) | null {
  if (n === 0) return null;
  const z = normalZ(level);
  const share = k / n;
  const square = z ** 2;
  const centre = (share + square / (2 * n)) / (1 + square / n);
  const half = (z / (1 + square / n)) * Math.sqrt((share * (1 - share)) / n + square / (4 * n ** 2));
  // the ends are those of none and all, which binary fractions miss by a hair
  return {
    share,
    low: k === 0 ? 0 : Math.max(0, centre - half),
    high: k === n ? 1 : Math.min(1, centre + half),
  };
}

/**
 * The change of a share between two groups with the interval of R. G. Newcombe (1998, method 10), made of the two intervals of Wilson: it
 * never leaves −1 … 1.
 * @returns null where one of the groups is empty
 */
export function shareChange(
  before: { count: number; n: number },
  after: { count: number; n: number },
  level = LEVEL,
): ({ change: number } & Interval) | null {
  const [one, other] = [wilson(before.count, before.n, level), wilson(after.count, after.n, level)];
  if (!one || !other) return null;
  const change = other.share - one.share;
  return {
    change,
    low: change - Math.hypot(other.share - other.low, one.high - one.share),
    high: change + Math.hypot(other.high - other.share, one.share - one.low),
  };
}

/** What an interval lets one say: up, down, or nothing yet, for it holds no change as well. */
export type Verdict = 'up' | 'down' | 'unsure';
export const verdictOf = ({ low, high }: Interval): Verdict => (low > 0 ? 'up' : high < 0 ? 'down' : 'unsure');

const around = (middle: number, half: number): Interval => ({ low: middle - half, high: middle + half });

/** 97.5 % of the normal distribution lie below. */
const Z = 1.959_963_984_540_054;
/** With so many degrees of freedom t is the normal distribution to six decimals. */
const ENDLESS = 1e7;
const normalZ = (level: number): number => (level === LEVEL ? Z : studentT(ENDLESS, level));

/** Where the middle part of Student's distribution ends, for any degrees of freedom, also broken ones. */
export function studentT(freedom: number, level = LEVEL): number {
  const tail = 1 - level;
  let [low, high] = [0, 1];
  while (twoTails(high, freedom) > tail) [low, high] = [high, 2 * high];
  for (let step = 0; step < 100 && high - low > 1e-12 * high; step += 1) {
    const middle = (low + high) / 2;
    if (twoTails(middle, freedom) > tail) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** How much of Student's distribution lies further out than ±t. */
const twoTails = (t: number, freedom: number): number => incompleteBeta(freedom / (freedom + t ** 2), freedom / 2, 0.5);

/** The regularised incomplete beta function by its continued fraction. */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b));
  return x < (a + 1) / (a + b + 2) ? (front * fraction(x, a, b)) / a : 1 - (front * fraction(1 - x, b, a)) / b;
}

/** The continued fraction of the incomplete beta function, by the way of Lentz. */
function fraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  const kept = (value: number): number => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / kept(1 - ((a + b) * x) / (a + 1));
  let result = d;
  for (let m = 1; m <= 500; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / kept(1 + even * d);
    c = kept(1 + even / c);
    result *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / kept(1 + odd * d);
    c = kept(1 + odd / c);
    const step = d * c;
    result *= step;
    if (Math.abs(step - 1) < 1e-15) break;
  }
  return result;
}

const logBeta = (a: number, b: number): number => logGamma(a) + logGamma(b) - logGamma(a + b);

/** ln Γ by Stirling's series, lifted to where it holds. */
function logGamma(value: number): number {
  let lift = 0;
  let x = value;
  while (x < 12) {
    lift += Math.log(x);
    x += 1;
  }
  const series = 1 / (12 * x) - 1 / (360 * x ** 3) + 1 / (1260 * x ** 5) - 1 / (1680 * x ** 7);
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series - lift;
}
