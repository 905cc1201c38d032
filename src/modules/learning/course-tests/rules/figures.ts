export const TEST_PARTS = ['before', 'after'] as const;
export type TestPart = (typeof TEST_PARTS)[number];

/** Percents that were right before and after, of learners with both tests, as sums: those of two groups together are their sums. */
export interface GainSums {
  pairs: number;
  before: number;
  after: number;
  /** Of the squared differences. */
  squares: number;
}

/** The gain of averages, with the spread of what each gained. */
export interface GainFigure {
  pairs: number;
  before: number;
  after: number;
  gain: number;
  /** Squared distances from the gain over n − 1; 0 for one, and where all gained alike. */
  variance: number;
}

const total = <T>(all: readonly T[], of: (one: T) => number): number => all.reduce((sum, one) => sum + of(one), 0);
/** Thirds differ by a hair of the binary fractions. */
const HAIR = 1e-9;

/** What people gained between two tests, from those who did both; null: nobody did. */
export function gainOf(sums: readonly GainSums[]): GainFigure | null {
  const pairs = total(sums, (one) => one.pairs);
  if (pairs === 0) return null;
  const [before, after] = [total(sums, (one) => one.before) / pairs, total(sums, (one) => one.after) / pairs];
  const gain = after - before;
  const squares = total(sums, (one) => one.squares);
  const spread = squares - pairs * gain ** 2;
  return { pairs, before, after, gain, variance: pairs < 2 || spread <= HAIR * squares ? 0 : spread / (pairs - 1) };
}

/** How an item went, as sums: whether it was right is x, what share of the other items was right is y. */
export interface ItemSums {
  people: number;
  rightCount: number;
  /** Those who got other items beside it; of them alone are the next ones. */
  rests: number;
  restsRight: number;
  sum: number;
  squares: number;
  /** The sum of y where the item was right. */
  sumRight: number;
}

/** How an item went, of all who got it. */
export interface ItemCount {
  people: number;
  right: number;
  /** Correlation of the item with the rest of the test (corrected point-biserial); null where nobody differs from anybody in one of them. */
  discrimination: number | null;
}

/** An item of several groups together. */
export function itemCount(sums: readonly ItemSums[]): ItemCount {
  const n = total(sums, (one) => one.rests);
  const [x, y] = [total(sums, (one) => one.restsRight), total(sums, (one) => one.sum)];
  const yy = total(sums, (one) => one.squares) - (n === 0 ? 0 : y ** 2 / n);
  const xx = n === 0 ? 0 : x - x ** 2 / n;
  const moves = xx > HAIR && yy > HAIR * n;
  return {
    people: total(sums, (one) => one.people),
    right: total(sums, (one) => one.rightCount),
    discrimination: moves ? (total(sums, (one) => one.sumRight) - (x * y) / n) / Math.sqrt(xx * yy) : null,
  };
}
