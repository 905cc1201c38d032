import type { Ctx } from '#platform/context';
import type { CompetenceOutcome } from '../client.ts';
import { selectHandedIn } from '../data/sittings.queries.ts';
import type { TestPart } from '../rules/figures.ts';
import { linesInWords, outcomesOf } from '../taking/outcome.ts';

/**
 * Of each of some learners of a course what they answered last, after the course or else before it, line by line; who handed in nothing is left
 * out. The caller has checked that who asks may see these learners by name.
 */
export async function reachedBy(
  ctx: Pick<Ctx, 'db' | 'locale'>,
  courseId: number,
  learnerIds: readonly number[],
): Promise<Map<number, { part: TestPart; competences: CompetenceOutcome[] }>> {
  const own = await selectHandedIn(ctx.db, courseId, learnerIds);
  const words = await linesInWords(
    ctx,
    own.flatMap(({ answers }) => answers.map(({ competenceId }) => competenceId)),
  );
  return new Map(
    [...Map.groupBy(own, ({ learnerId }) => learnerId)].flatMap(([learnerId, both]) => {
      const last = both.find(({ part }) => part === 'after') ?? both[0];
      return last ? [[learnerId, { part: last.part, competences: outcomesOf(last.answers, words) }] as const] : [];
    }),
  );
}
