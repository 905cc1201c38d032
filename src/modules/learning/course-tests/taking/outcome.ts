import { competencesById } from '#modules/learning/competences';
import { lessonToGoOn } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import type { CompetenceOutcome, NextStep, TestOutcome } from '../client.ts';
import { countByCompetence, isReached, weakestOf } from '../rules/reached.ts';

/** Lines in the language of the reader, by their ids, in the order of their frameworks. */
export async function linesInWords(
  { db, locale }: Pick<Ctx, 'db' | 'locale'>,
  ids: readonly number[],
): Promise<Map<number, string>> {
  const lines = ids.length === 0 ? [] : await competencesById(db, [...new Set(ids)]);
  return new Map(lines.map(({ id, canDo, canDoEn }) => [id, locale === 'en' && canDoEn !== '' ? canDoEn : canDo]));
}

/** What somebody can do, line by line. */
export function outcomesOf(
  answers: readonly { competenceId: number; isRight: boolean }[],
  words: ReadonlyMap<number, string>,
): CompetenceOutcome[] {
  const counts = new Map(countByCompetence(answers).map((one) => [one.id, one]));
  return [...words].flatMap(([id, canDo]) => {
    const count = counts.get(id);
    return count ? [{ ...count, canDo, reached: isReached(count) }] : [];
  });
}

/** The lesson that teaches what is weakest: of the same course, else of another for the same people. */
async function nextStep(
  ctx: Pick<Ctx, 'db' | 'locale'>,
  learnerId: number,
  outcomes: readonly CompetenceOutcome[],
): Promise<NextStep | null> {
  const weakest = weakestOf(outcomes);
  if (!weakest) return null;
  const { id: competenceId, canDo, right, total } = weakest;
  return { canDo, right, total, lesson: await lessonToGoOn(ctx, { learnerId, competenceId }) };
}

/** What is told after the test after a course: what was reached, what not yet, and where to go on. */
export async function testOutcome(
  ctx: Pick<Ctx, 'db' | 'locale'>,
  learnerId: number,
  answers: readonly { competenceId: number; isRight: boolean }[],
): Promise<TestOutcome> {
  const words = await linesInWords(
    ctx,
    answers.map(({ competenceId }) => competenceId),
  );
  const competences = outcomesOf(answers, words);
  return { competences, next: await nextStep(ctx, learnerId, competences) };
}
