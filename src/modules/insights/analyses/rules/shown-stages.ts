/** How many came so far; `few` = too few to be told; null = it is not known. */
export type Stage = number | 'few' | null;

/**
 * The stages of one group of people as they may be told. Where fewer than `least` entered at all, no stage says anything: whatever stands
 * further on is of the same few.
 */
export function shownStages(stages: readonly (number | null)[], least: number): Stage[] {
  const [entered = null] = stages;
  const isSmall = entered === null || entered < least;
  return stages.map((people) =>
    people === null && !isSmall ? null : isSmall || (people ?? 0) < least ? 'few' : people,
  );
}
