import { judgeAnswer, type Learner } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { updateHandedIn, writeAnswers } from '../data/sittings.queries.ts';
import type { TestPart } from '../rules/figures.ts';
import { answersInput, type AnswersInput } from '../schema.ts';
import { answeredItems, heldSitting, takerOf, type Answered } from './held-sitting.ts';

/** Whether an answer is right; what was left open is not. */
const isRight = ({ row, answer }: Answered): boolean =>
  answer !== null && judgeAnswer(row.body, answer, { taskId: row.versionId, locale: 'id' }).right;

/** Judges a sitting that is held, and says that it was handed in. */
export async function closeSitting(trx: Tx, sittingId: number, items: readonly Answered[], at: Date): Promise<void> {
  await writeAnswers(
    trx,
    sittingId,
    items.map((item) => ({ versionId: item.row.versionId, answer: item.answer, isRight: isRight(item) })),
  );
  await updateHandedIn(trx, sittingId, at);
}

/**
 * Hands in a part of a test, once; what is left open is not right. Throws as keeping does: of two at once, and of a post that is sent again, the
 * second is told `course_tests.handed_in`. @returns to how many items an answer was given
 */
export async function handInTest(
  ctx: Ctx,
  { answers, ...at }: { course: string; part: TestPart; answers: AnswersInput },
  learner: Learner,
): Promise<{ answered: number }> {
  const given = parseInput(answersInput, answers);
  const learnerId = await takerOf(ctx, at, learner);
  return ctx.db.transaction().execute(async (trx) => {
    const { sitting, drawn } = await heldSitting(trx, learnerId, at.part);
    const items = answeredItems(drawn, given);
    await closeSitting(trx, sitting.id, items, ctx.clock.now());
    return { answered: items.filter(({ answer }) => answer !== null).length };
  });
}
