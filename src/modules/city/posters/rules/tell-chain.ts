import { FEWEST_TOLD } from '#shared/small-counts';

/** How many went how far, counted: each step is of people of the step before. */
export interface CountedSteps {
  enrolled: number;
  attended: number;
  withCard: number;
  firstLoans: number;
}
/** The same as it may be told; null = of fewer than ten people. */
export type ToldSteps = Record<keyof CountedSteps, number | null>;

const NOTHING: ToldSteps = { enrolled: null, attended: null, withCard: null, firstLoans: null };
/** Whether some of a group did something, without it being said of one to nine whether they did. */
const parts = (group: number, some: number): boolean => group - some === 0 || group - some >= FEWEST_TOLD;

/**
 * The steps of a chain up to the first that is of fewer than ten people. That all but a few of a group borrowed would tell of the few, so that
 * it is not told either; that a few did not come is known to whoever keeps the list.
 */
export function tellSteps({ enrolled, attended, withCard, firstLoans }: CountedSteps): ToldSteps {
  const told: ToldSteps = { ...NOTHING };
  if (enrolled < FEWEST_TOLD) return told;
  told.enrolled = enrolled;
  if (attended < FEWEST_TOLD) return told;
  told.attended = attended;
  if (withCard < FEWEST_TOLD) return told;
  told.withCard = withCard;
  if (firstLoans >= FEWEST_TOLD && parts(withCard, firstLoans)) told.firstLoans = firstLoans;
  return told;
}
