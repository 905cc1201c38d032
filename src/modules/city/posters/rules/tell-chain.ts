import { FEWEST_TOLD } from '#shared/small-counts';

/** How many went how far, counted: each step is of people of the step before. */
export interface CountedSteps {
  enrolled: number;
  attended: number;
  withCard: number;
  firstLoans: number;
}
/** The same as it may be told; null = it is not, for too few did it or did not. `firstLoans`: so many at least, in whole tens. */
export type ToldSteps = Record<keyof CountedSteps, number | null>;

/** The steps of several links together. */
export function sumSteps(chains: readonly CountedSteps[]): CountedSteps {
  const sum = (step: keyof CountedSteps): number => chains.reduce((total, chain) => total + chain[step], 0);
  return {
    ...{ enrolled: sum('enrolled'), attended: sum('attended') },
    ...{ withCard: sum('withCard'), firstLoans: sum('firstLoans') },
  };
}

const NOTHING: ToldSteps = { enrolled: null, attended: null, withCard: null, firstLoans: null };

/**
 * The steps of a chain up to the first that is of fewer than ten people. Who enrolled and came is known by name to whoever keeps the list; whether
 * somebody borrowed is not: it is told in whole tens, and only while ten others of the group did not, so that nothing is said of one of them, nor
 * by a figure that grows by one.
 */
export function tellSteps({ enrolled, attended, withCard, firstLoans }: CountedSteps): ToldSteps {
  const told: ToldSteps = { ...NOTHING };
  if (enrolled < FEWEST_TOLD) return told;
  told.enrolled = enrolled;
  if (attended < FEWEST_TOLD) return told;
  told.attended = attended;
  if (withCard < FEWEST_TOLD) return told;
  told.withCard = withCard;
  const tens = Math.floor(firstLoans / FEWEST_TOLD) * FEWEST_TOLD;
  if (tens > 0 && withCard - firstLoans >= FEWEST_TOLD) told.firstLoans = tens;
  return told;
}
