/** What somebody answered of a competence. */
export interface CompetenceCount {
  id: number;
  right: number;
  total: number;
}

/** Two thirds of the items right: of two both, of three two, of four three. */
export const isReached = ({ right, total }: Pick<CompetenceCount, 'right' | 'total'>): boolean =>
  total > 0 && 3 * right >= 2 * total;

/** How many of each competence were right, in the order in which they come first. */
export function countByCompetence(answers: readonly { competenceId: number; isRight: boolean }[]): CompetenceCount[] {
  const groups = Map.groupBy(answers, ({ competenceId }) => competenceId);
  return [...groups].map(([id, all]) => ({
    id,
    right: all.filter(({ isRight }) => isRight).length,
    total: all.length,
  }));
}

/** Of which least was right among those that were not reached; of two alike the first. Undefined: all were reached. */
export const weakestOf = <T extends CompetenceCount>(counts: readonly T[]): T | undefined =>
  counts.filter((one) => !isReached(one)).toSorted((a, b) => a.right / a.total - b.right / b.total)[0];
