import { FEWEST_TOLD, toldPart } from '#shared/small-counts';

/** How many of a library reached the hours: told when neither they nor the others are one to nine, and of ten people on. */
export const toldReached = (reached: number, all: number): number | null =>
  all >= FEWEST_TOLD ? toldPart(reached, all) : null;
