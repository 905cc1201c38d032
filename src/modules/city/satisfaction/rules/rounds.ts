import { addDays, daysBetween } from '#shared/dates';

/** The quarter of a day, `2026-4`: nobody is asked by a message twice in one. */
export const quarterOf = (day: string): string => `${day.slice(0, 4)}-${Math.ceil(Number(day.slice(5, 7)) / 3)}`;

/** The period of the same length that ends on the day before. */
export const periodBefore = ({ from, to }: { from: string; to: string }): { from: string; to: string } => ({
  from: addDays(from, -(daysBetween(from, to) + 1)),
  to: addDays(from, -1),
});

/**
 * The elements with the lowest averages, for which the regulation asks for a plan; of two that are equal the one that the form asks first.
 * @param most how many
 */
export const lowestOf = <T extends { element: string; mean: number | null }>(elements: readonly T[], most = 3): T[] =>
  lowestFirst(elements).slice(0, most);

/** All that have an average, the lowest first. */
export const lowestFirst = <T extends { element: string; mean: number | null }>(elements: readonly T[]): T[] =>
  elements
    .flatMap((one) => (one.mean === null ? [] : [{ one, mean: one.mean }]))
    .toSorted((a, b) => a.mean - b.mean || (a.one.element < b.one.element ? -1 : 1))
    .map(({ one }) => one);

/** Those of the three lowest for which nothing is planned; a plan that was stopped is none. Where all are equal none is lower than another. */
export function unplannedOf<T extends { element: string; mean: number | null }>(
  elements: readonly T[],
  plans: readonly { element: string; state: string }[],
): T[] {
  const means = new Set(elements.flatMap(({ mean }) => mean ?? []));
  if (means.size < 2) return [];
  const planned = new Set(plans.filter(({ state }) => state !== 'stopped').map(({ element }) => element));
  return lowestOf(elements).filter(({ element }) => !planned.has(element));
}

/** Where an element stands, 1 = the highest average; those that are equal share a place. null = it has no average. */
export function rankOf(elements: readonly { element: string; mean: number | null }[], element: string): number | null {
  const own = elements.find((one) => one.element === element)?.mean ?? null;
  return own === null ? null : 1 + elements.filter(({ mean }) => mean !== null && mean > own).length;
}

/** Whether a plan waits although its day is over. */
export const isOverdue = ({ state, dueOn }: { state: string; dueOn: string }, today: string): boolean =>
  (state === 'planned' || state === 'running') && dueOn < today;
