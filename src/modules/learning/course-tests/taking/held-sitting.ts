import { holdCourseLearner, isAnswerTo, type Learner } from '#modules/learning/courses';
import type { TaskAnswer } from '#modules/learning/courses/client';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { countAttempt } from '#platform/requests/rate-limit';
import { lockSitting, selectDrawn, type DrawnRow, type SittingRow } from '../data/sittings.queries.ts';
import { testErrors } from '../errors.ts';
import type { TestPart } from '../rules/figures.ts';
import { mustBe, standingOf, stateOf } from './standing.ts';

/** One person keeps and hands in so often in an hour. */
const ACTS = { limit: 120, windowSeconds: 3600 };

/**
 * The learner of a part of a test that was begun and not handed in. Throws `courses.not_found`, `withdrawn`, `course_tests.not_found`,
 * `not_begun`, `too_early`, `too_late`, `handed_in`, `platform.too_many_requests`.
 */
export async function takerOf(
  ctx: Ctx,
  { course, part }: { course: string; part: TestPart },
  learner: Learner,
): Promise<number> {
  const standing = await standingOf(ctx, course, learner);
  mustBe(stateOf(standing, part), 'begun');
  const { learnerId } = standing.who;
  if (learnerId === null) throw testErrors.notBegun();
  await countAttempt(ctx, `course-test:${learnerId}`, ACTS);
  return learnerId;
}

/** Holds such a sitting with its items until the transaction ends. Throws `courses.class_over`, `course_tests.not_begun`, `handed_in`. */
export async function heldSitting(
  trx: Tx,
  learnerId: number,
  part: TestPart,
): Promise<{ sitting: SittingRow; drawn: DrawnRow[] }> {
  await holdCourseLearner(trx, learnerId);
  const sitting = await lockSitting(trx, learnerId, part);
  if (!sitting) throw testErrors.notBegun();
  if (sitting.handedInAt !== null) throw testErrors.handedIn();
  return { sitting, drawn: await selectDrawn(trx, sitting.id) };
}

/** An item with what was sent as its answer; null: it was left open. */
export interface Answered {
  row: DrawnRow;
  answer: TaskAnswer | null;
}

/** Items with the answers that were sent. Throws `course_tests.answer_unfit` where one is no answer to an item of the sitting. */
export function answeredItems(
  drawn: readonly DrawnRow[],
  answers: readonly { itemId: number; answer: TaskAnswer }[],
): Answered[] {
  const given = new Map(answers.map(({ itemId, answer }) => [itemId, answer]));
  const isFit = answers.every(({ itemId, answer }) => {
    const row = drawn.find(({ versionId }) => versionId === itemId);
    return row !== undefined && isAnswerTo(row.body, answer);
  });
  if (!isFit) throw testErrors.answerUnfit();
  return drawn.map((row) => ({ row, answer: given.get(row.versionId) ?? null }));
}
