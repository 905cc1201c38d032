import { FEWEST_TOLD } from '#shared/small-counts';

/** How many of a library reached the hours: told when neither they nor the others are one to nine, and of ten people on. */
export function toldReached(reached: number, all: number): number | null {
  const isTold = [reached, all - reached].every((count) => count === 0 || count >= FEWEST_TOLD);
  return all >= FEWEST_TOLD && isTold ? reached : null;
}
