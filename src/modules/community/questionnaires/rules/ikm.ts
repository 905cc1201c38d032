import { LEAST_COMPARED } from './least.ts';
import { meanInterval, type Interval } from './intervals.ts';

/** The nine elements of the public satisfaction survey, by code: two printings of the regulation list U8 and U9 in different order. */
export const IKM_ELEMENTS = ['U1', 'U2', 'U3', 'U4', 'U5', 'U6', 'U7', 'U8', 'U9'] as const;
export type IkmElement = (typeof IKM_ELEMENTS)[number];

export interface IkmValue {
  /** 25.00 … 100.00 in hundredths, so that no half is lost. */
  hundredths: number;
  /** null = below the lowest band, which only the printed weight reaches. */
  grade: 'A' | 'B' | 'C' | 'D' | null;
}

/** The index with the exact weight of 1/9 for each element, which counts; beside it those with other weights. */
export interface Ikm extends IkmValue {
  /** How many sheets had all nine elements. */
  complete: number;
  /** Σ of all their scores: indices of several services are joined by it, not by what was rounded. */
  total: number;
  /** With the weight that is printed, 0.11: 1 % lower, since nine times 0.11 are 0.99. */
  printed: IkmValue;
  /** With the weights that the questionnaire itself gives the elements; null = it gives none. */
  own: IkmValue | null;
}

/** A fraction to the nearest whole number, a half upwards. */
const halfUp = (numerator: bigint, denominator: bigint): number =>
  Number((2n * numerator + denominator) / (2n * denominator));

/** The bands have gaps (76.605 is in none), so the value is rounded half up to two decimals before it is graded. */
function graded(hundredths: number): IkmValue {
  const bands = [
    ['A', 8831],
    ['B', 7661],
    ['C', 6500],
    ['D', 2500],
  ] as const;
  return { hundredths, grade: bands.find(([, from]) => hundredths >= from)?.[0] ?? null };
}

/** 25 × total ÷ (n × 9), in whole numbers, since binary fractions can flip a grade. */
export const exactIkm = (total: number, n: number): IkmValue =>
  graded(halfUp(2500n * BigInt(total), BigInt(n) * BigInt(IKM_ELEMENTS.length)));

/** The same with the weight that is printed, 0.11: 275 × total ÷ n in hundredths. */
export const printedIkm = (total: number, n: number): IkmValue => graded(halfUp(275n * BigInt(total), BigInt(n)));

/**
 * Indeks Kepuasan Masyarakat (PermenPANRB 14/2017) = 25 × Σ of all scores ÷ (n × 9); also with the printed weight of 0.11, and with weights of
 * the questionnaire's own.
 * @param sheets scores 1 … 4 of the nine elements, one sheet per person
 * @param weights of the elements in ten-thousandths, 10,000 together; null = all weigh the same
 * @returns null for no sheet: no data, no grade
 */
export function computeIkm(
  sheets: readonly (readonly number[])[],
  weights: readonly number[] | null = null,
): Ikm | null {
  const n = sheets.length;
  if (n === 0) return null;
  const sums = IKM_ELEMENTS.map((_, at) => sheets.reduce((sum, sheet) => sum + (sheet[at] ?? 0), 0));
  const total = sums.reduce((sum, one) => sum + one, 0);
  const weighed = weights && sums.reduce((sum, one, at) => sum + one * (weights[at] ?? 0), 0);
  return {
    ...exactIkm(total, n),
    complete: n,
    total,
    printed: printedIkm(total, n),
    own: weighed === null ? null : graded(halfUp(2500n * BigInt(weighed), 10_000n * BigInt(n))),
  };
}

/** The index of whoever chose 1 for every element, and of whoever chose 4. */
const [LOWEST, HIGHEST] = [25, 100];

/** Of how many sheets an index comes, and how far they are from each other. */
export interface IkmSpread extends Pick<Ikm, 'total' | 'complete'> {
  /** Σ of the squares of the sums of single sheets. */
  squares: number;
}

/** How far sheets are from each other, beside their sum and number. */
export const ikmSpread = (sheets: readonly (readonly number[])[]): IkmSpread => {
  const sums = sheets.map((sheet) => sheet.reduce((sum, score) => sum + score, 0));
  return {
    complete: sums.length,
    total: sums.reduce((all, sum) => all + sum, 0),
    squares: sums.reduce((all, sum) => all + sum ** 2, 0),
  };
};

/**
 * The interval of the index, 95 % by Student's t: each sheet has an index of its own, of which the index is the average. It ends where the
 * index does.
 * @returns null for fewer than ten sheets, and where all have the same sum
 */
export function ikmInterval({ total, complete: n, squares }: IkmSpread): Interval | null {
  if (n < LEAST_COMPARED) return null;
  const perScore = 25 / IKM_ELEMENTS.length;
  const variance = (perScore ** 2 * (n * squares - total ** 2)) / (n * (n - 1));
  const interval = meanInterval({ n, mean: (perScore * total) / n, variance });
  return interval && { low: Math.max(LOWEST, interval.low), high: Math.min(HIGHEST, interval.high) };
}

/** The index of a unit with several services. */
export interface JoinedIkm {
  /** Every respondent weighs the same, so a service weighs by how many answered there. */
  byRespondents: IkmValue;
  /** Every service weighs the same, however many answered. */
  byServices: IkmValue;
  complete: number;
  services: number;
}

/** @returns null for fewer than two services: there is nothing to join */
export function joinIkm(services: readonly Pick<Ikm, 'total' | 'complete'>[]): JoinedIkm | null {
  if (services.length < 2) return null;
  const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);
  const complete = sum(services.map((one) => one.complete));
  // Σ total ÷ n over a common denominator, so that nothing is rounded on the way
  const common = services.reduce((product, one) => product * BigInt(one.complete), 1n);
  const shares = services.reduce((all, one) => all + (BigInt(one.total) * common) / BigInt(one.complete), 0n);
  const each = BigInt(IKM_ELEMENTS.length) * BigInt(services.length) * common;
  return {
    byRespondents: exactIkm(sum(services.map((one) => one.total)), complete),
    byServices: graded(halfUp(2500n * shares, each)),
    complete,
    services: services.length,
  };
}

/** χ² for one degree of freedom and 95 %, as Krejcie and Morgan have it. */
const CHI_SQUARE = 3.841;
const ERROR = 0.05;

/**
 * How many of a population have to answer (Krejcie & Morgan 1970, the table that the regulation goes by): χ² N P (1 − P) ÷ (d² (N − 1) + χ² P
 * (1 − P)) with P = 0.5 and d = 0.05, to the nearest whole number.
 */
export function sampleSize(population: number): number {
  const spread = CHI_SQUARE * 0.25;
  return Math.round((spread * population) / (ERROR ** 2 * (population - 1) + spread));
}
