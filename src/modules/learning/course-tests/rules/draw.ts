/** What a draw needs of an item. */
interface Drawable {
  itemId: number;
  competenceId: number;
}

/** A number that two others give, always the same and like no neighbour's. */
function mixed(one: number, other: number): number {
  let state = (Math.imul(one, 2_654_435_761) ^ Math.imul(other, 1_597_334_677)) >>> 0;
  for (const shift of [16, 13, 16]) state = Math.imul(state ^ (state >>> shift), 2_246_822_519) >>> 0;
  return state;
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
      (a, b) => mixed(learnerId, a.itemId) - mixed(learnerId, b.itemId) || a.itemId - b.itemId,
    );
    for (const item of byLot.slice(0, perCompetence)) drawn.add(item);
  }
  return items.filter((item) => drawn.has(item));
}
