import { heldManagedCourse } from '#modules/learning/courses';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { findItem, type ItemRow } from './data/items.queries.ts';
import { insertTest, lockTest, type TestRow } from './data/tests.queries.ts';
import { testErrors } from './errors.ts';

/** What a test takes, where nobody said. */
export const USUAL_MINUTES = 5;

/** A course whose test is held. */
export interface HeldTest {
  course: { id: number; libraryId: number | null };
  test: TestRow;
}

/**
 * Holds the test of a course for whoever answers for the course, no co-author; one that there is not begins as a draft. Throws `courses.not_found`,
 * `platform.forbidden`, and `platform.version_conflict` where another version was read.
 */
export async function heldTest(
  trx: Tx,
  ctx: Pick<Ctx, 'actor' | 'clock'>,
  courseId: number,
  version: number | null,
): Promise<HeldTest> {
  const course = await heldManagedCourse(trx, ctx, courseId, null);
  const stamp = { changedAt: ctx.clock.now(), changedBy: actorName(ctx.actor) };
  await insertTest(trx, { courseId, state: 'draft', minutes: USUAL_MINUTES, perCompetence: null, ...stamp });
  const test = await lockTest(trx, courseId);
  if (!test) throw testErrors.notFound();
  if (version !== null && test.version !== version) throw platformErrors.versionConflict();
  return { course, test };
}

/** Holds the test of an item. Throws as {@link heldTest}, `course_tests.item_unknown`. */
export async function heldItem(
  trx: Tx,
  ctx: Pick<Ctx, 'actor' | 'clock'>,
  itemId: number,
  version: number | null,
): Promise<HeldTest & { item: ItemRow }> {
  const found = await findItem(trx, itemId);
  if (!found) throw testErrors.itemUnknown();
  const held = await heldTest(trx, ctx, found.courseId, null);
  // as it stands now that nobody else changes it
  const item = await findItem(trx, itemId);
  if (!item) throw testErrors.itemUnknown();
  if (version !== null && item.version !== version) throw platformErrors.versionConflict();
  return { ...held, item };
}

/** How the trace names the course of a test. */
export const testEntity = ({ id, libraryId }: HeldTest['course']) => ({
  entity: 'course' as const,
  entityId: id,
  libraryId,
});
