import { holdCourseLearner, joinCourse, type Learner } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { selectItems } from '../data/items.queries.ts';
import { insertDrawn, insertSitting, selectDrawn, selectSittings } from '../data/sittings.queries.ts';
import { shareTest } from '../data/tests.queries.ts';
import { testErrors } from '../errors.ts';
import { drawItems } from '../rules/draw.ts';
import type { TestPart } from '../rules/figures.ts';
import { mustBe, standingOf, stateOf } from './standing.ts';

/**
 * The versions of items that a learner gets: after a course those of the test before, as they were then, but those that nobody gets any more;
 * without a test before, a draw of the bank.
 */
export async function drawnFor(
  trx: Tx,
  about: { courseId: number; learnerId: number; part: TestPart; perCompetence: number | null },
): Promise<number[]> {
  const { courseId, learnerId, part, perCompetence } = about;
  const earlier =
    part === 'after' ? (await selectSittings(trx, learnerId)).find((one) => one.part === 'before') : undefined;
  if (earlier && earlier.handedInAt !== null) {
    const same = (await selectDrawn(trx, earlier.id)).filter(({ retired }) => !retired);
    if (same.length > 0) return same.map(({ versionId }) => versionId);
  }
  const bank = (await selectItems(trx, courseId)).filter(({ retiredAt }) => retiredAt === null);
  const items = bank.map(({ id, versionId, competenceId }) => ({ itemId: id, versionId, competenceId }));
  return drawItems(items, { learnerId, perCompetence }).map(({ versionId }) => versionId);
}

/**
 * Begins a part of the test of a course; who takes no part in the course yet does from now on. Begun before, it goes on. Throws
 * `courses.not_found`, `withdrawn`, `course_tests.not_found`, `not_open`, `too_early`, `too_late`, `handed_in`, `platform.too_many_requests`.
 * @returns the key for the browser of who is not signed in; null: none is needed
 */
export async function beginSitting(
  ctx: Ctx,
  { course, part }: { course: string; part: TestPart },
  learner: Learner,
): Promise<{ key: string | null }> {
  mustBe(stateOf(await standingOf(ctx, course, learner), part), 'offered', 'begun');
  const { key } = await joinCourse(ctx, course, learner);
  const them = { ...learner, key: key ?? learner.key };
  const { who } = await standingOf(ctx, course, them);
  const { learnerId } = who;
  if (learnerId === null) throw testErrors.notFound();
  await ctx.db.transaction().execute(async (trx) => {
    await holdCourseLearner(trx, learnerId);
    const test = await shareTest(trx, who.course.id);
    if (!test) throw testErrors.notFound();
    const sittingId = await insertSitting(trx, { learnerId, part, beganAt: ctx.clock.now() });
    if (sittingId === null) return;
    // as it stands now that nobody closes the test, and they begin no lesson
    const now = await standingOf({ ...ctx, db: trx }, course, them);
    mustBe(stateOf({ ...now, sittings: [] }, part), 'offered');
    const drawn = await drawnFor(trx, {
      ...{ courseId: who.course.id, learnerId, part },
      perCompetence: test.perCompetence,
    });
    if (drawn.length === 0) throw testErrors.notOpen();
    await insertDrawn(trx, sittingId, drawn);
  });
  return { key };
}
