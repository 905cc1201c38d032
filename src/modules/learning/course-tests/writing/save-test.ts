import { recordAudit } from '#modules/ground/audit';
import { actorName, type Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { updateTest } from '../data/tests.queries.ts';
import { heldTest, testEntity } from '../held-test.ts';
import { testInput, type TestInput } from '../schema.ts';

/**
 * Writes what is said of a test as a whole, over the version that was read (0 where there is none yet). Who has begun keeps the items that they
 * drew. Needs `courses.manage` at the library of the course. Throws `courses.not_found`, `platform.version_conflict`, `invalid_input`.
 */
export async function saveCourseTest(
  ctx: Ctx,
  courseId: number,
  { version, ...input }: TestInput & { version: number },
): Promise<void> {
  const said = parseInput(testInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const { course, test } = await heldTest(trx, ctx, courseId, version);
    const stamp = { changedAt: ctx.clock.now(), changedBy: actorName(ctx.actor) };
    await updateTest(trx, courseId, { ...said, ...stamp });
    await recordAudit(trx, ctx, {
      ...{ action: 'course.test_changed', ...testEntity(course) },
      before: { minutes: test.minutes, perCompetence: test.perCompetence },
      after: said,
    });
  });
}
