import { lotOf } from '#shared/lot';

/** What a draw needs of an item. */
interface Drawable {
  itemId: number;
  competenceId: number;
}

/**
 * The items that a learner gets: all, or so many of each competence. The same learner draws the same items from the same bank at every look, so
 * that a test after asks what the test before asked. They stay in the order of the bank.
 */
export function drawItems<T extends Drawable>(
  items: readonly T[],
  { learnerId, perCompetence }: { learnerId: number; perCompetence: number | null },
): T[] {
  if (perCompetence === null) return [...items];
  const drawn = new Set<T>();
  for (const all of Map.groupBy(items, ({ competenceId }) => competenceId).values()) {
    const byLot = all.toSorted(
      (a, b) => lotOf(learnerId, a.itemId) - lotOf(learnerId, b.itemId) || a.itemId - b.itemId,
    );
    for (const item of byLot.slice(0, perCompetence)) drawn.add(item);
  }
  return items.filter((item) => drawn.has(item));
}
