export const TEST_PARTS = ['before', 'after'] as const;
export type TestPart = (typeof TEST_PARTS)[number];

/** A sitting that was handed in, with what was right in it. */
export interface HandedIn {
  learnerId: number;
  part: TestPart;
  answers: readonly { versionId: number; competenceId: number; isRight: boolean }[];
}

/** Percent that was right before and after, of one learner. */
export interface Pair {
  learnerId: number;
  before: number;
  after: number;
}

/** Who did both tests, and who one of them alone. */
export interface Paired {
  pairs: Pair[];
  onlyBefore: number;
  onlyAfter: number;
}

type Answers = HandedIn['answers'];
const percent = (answers: Answers): number => (100 * answers.filter(({ isRight }) => isRight).length) / answers.length;

/**
 * Learners with both tests, by the items alone that they got both times in the same version: one ruler measures twice. Who shares none is in
 * neither.
 * @param competenceId of which items; null: of all
 */
export function pairsOf(sittings: readonly HandedIn[], competenceId: number | null): Paired {
  const found: Paired = { pairs: [], onlyBefore: 0, onlyAfter: 0 };
  for (const [learnerId, own] of Map.groupBy(sittings, (one) => one.learnerId)) {
    const of = (part: TestPart): Answers =>
      own
        .find((one) => one.part === part)
        ?.answers.filter((one) => competenceId === null || one.competenceId === competenceId) ?? [];
    const [before, after] = [of('before'), of('after')];
    if (before.length === 0 && after.length === 0) continue;
    if (after.length === 0) found.onlyBefore += 1;
    else if (before.length === 0) found.onlyAfter += 1;
    else {
      const asked = new Set(before.map(({ versionId }) => versionId));
      const shared = new Set(after.map(({ versionId }) => versionId).filter((id) => asked.has(id)));
      const inBoth = (answers: Answers): Answers => answers.filter(({ versionId }) => shared.has(versionId));
      if (shared.size > 0)
        found.pairs.push({ learnerId, before: percent(inBoth(before)), after: percent(inBoth(after)) });
    }
  }
  return found;
}

/** How an item went, of all who got it. */
export interface ItemCount {
  people: number;
  right: number;
  /** Correlation of the item with the rest of the test (corrected point-biserial); null where nobody differs from anybody in one of them. */
  discrimination: number | null;
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
/** Thirds differ by a hair of the binary fractions. */
const HAIR = 1e-12;

/** How two rows of numbers go together, −1 … 1; null where one of them does not move. */
function correlation(points: readonly { x: number; y: number }[]): number | null {
  if (points.length < 2) return null;
  const [mx, my] = [meanOf(points.map(({ x }) => x)), meanOf(points.map(({ y }) => y))];
  const sum = (of: (point: { x: number; y: number }) => number): number =>
    points.reduce((all, point) => all + of(point), 0);
  const [xx, yy] = [sum(({ x }) => (x - mx) ** 2), sum(({ y }) => (y - my) ** 2)];
  if (xx < HAIR || yy < HAIR) return null;
  return sum(({ x, y }) => (x - mx) * (y - my)) / Math.sqrt(xx * yy);
}

/** Items of sittings of one part, by version: an item that was changed is counted anew. The rest of a test is what share of its other items was right. */
export function itemCounts(sittings: readonly HandedIn[]): Map<number, ItemCount> {
  const points = new Map<number, { x: number; y: number | null }[]>();
  for (const { answers } of sittings) {
    const right = answers.filter(({ isRight }) => isRight).length;
    for (const { versionId, isRight } of answers) {
      const x = isRight ? 1 : 0;
      const others = answers.length - 1;
      const own = points.get(versionId) ?? [];
      own.push({ x, y: others === 0 ? null : (right - x) / others });
      points.set(versionId, own);
    }
  }
  return new Map(
    [...points].map(([versionId, all]) => [
      versionId,
      {
        people: all.length,
        right: all.filter(({ x }) => x === 1).length,
        discrimination: correlation(all.flatMap(({ x, y }) => (y === null ? [] : [{ x, y }]))),
      },
    ]),
  );
}
