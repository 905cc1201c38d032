import { FEWEST_TOLD, isTold } from '#shared/small-counts';

/** How far people went who enrolled by the codes of one thing: each step is of people of the step before. */
export interface CountedPart {
  enrolled: number;
  attended: number;
  withCard: number;
  firstLoans: number;
}
/** The same of all parts, as it may be told; null = it is not. `firstLoans`: so many at least, in whole tens. */
export type ToldChain = Record<keyof CountedPart, number | null>;

const NOTHING: ToldChain = { enrolled: null, attended: null, withCard: null, firstLoans: null };

/**
 * A sum of parts of which each is told elsewhere by itself from ten people on: what the others are together comes out by the difference, and is
 * left out of the sum where it is of few. Null where nothing of it is told.
 */
export function toldSum(parts: readonly number[]): number | null {
  const many = parts.filter((count) => count >= FEWEST_TOLD).reduce((sum, count) => sum + count, 0);
  const few = parts.filter((count) => count < FEWEST_TOLD).reduce((sum, count) => sum + count, 0);
  const told = few >= FEWEST_TOLD ? many + few : many;
  return told === 0 ? null : told;
}

/**
 * The steps of a campaign up to the first that is of fewer than ten people. Who borrowed is told as posters tell it: in whole tens, and only while
 * ten others of those who came with a card did not.
 */
export function tellChain(parts: readonly CountedPart[]): ToldChain {
  const told: ToldChain = { ...NOTHING };
  for (const step of ['enrolled', 'attended', 'withCard'] as const) {
    const sum = toldSum(parts.map((part) => part[step]));
    if (sum === null) return told;
    told[step] = sum;
  }
  const large = parts.filter(({ withCard }) => withCard >= FEWEST_TOLD);
  const cards = large.reduce((sum, { withCard }) => sum + withCard, 0);
  const loans = large.reduce((sum, { firstLoans }) => sum + firstLoans, 0);
  const tens = Math.floor(loans / FEWEST_TOLD) * FEWEST_TOLD;
  if (tens > 0 && cards - loans >= FEWEST_TOLD) told.firstLoans = tens;
  return told;
}

/**
 * Who came to what is promoted at all, with a code or without; null where it is not told, also where those who came without one would come out by
 * the difference and are few.
 * @param programs people by programme
 * @param byCode to those same programmes, as posters and links tell it: those of others say nothing of these
 */
export function tellPresent(programs: readonly number[], byCode: number | null): number | null {
  const told = toldSum(programs);
  return told !== null && isTold(Math.abs(told - (byCode ?? 0))) ? told : null;
}
