import type { Learner } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { writeAnswers } from '../data/sittings.queries.ts';
import type { TestPart } from '../rules/figures.ts';
import { answersInput, type AnswersInput } from '../schema.ts';
import { answeredItems, heldSitting, takerOf } from './held-sitting.ts';

/**
 * Keeps answers to go on later; nothing is said of them. What is not sent is left open. Throws `courses.not_found`, `withdrawn`,
 * `course_tests.not_found`, `not_begun`, `too_early`, `too_late`, `handed_in`, `answer_unfit`, `platform.invalid_input`, `too_many_requests`.
 */
export async function keepTestAnswers(
  ctx: Ctx,
  { answers, ...at }: { course: string; part: TestPart; answers: AnswersInput },
  learner: Learner,
): Promise<void> {
  const given = parseInput(answersInput, answers);
  const learnerId = await takerOf(ctx, at, learner);
  await ctx.db.transaction().execute(async (trx) => {
    const { sitting, drawn } = await heldSitting(trx, learnerId, at.part);
    const rows = answeredItems(drawn, given).map(({ row, answer }) => ({
      ...{ versionId: row.versionId, answer },
      isRight: null,
    }));
    await writeAnswers(trx, sitting.id, rows);
  });
}
