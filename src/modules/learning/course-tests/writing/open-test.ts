import { recordAudit } from '#modules/ground/audit';
import { actorName, type Ctx } from '#platform/context';
import type { TestState } from '../client.ts';
import { selectItems } from '../data/items.queries.ts';
import { updateTest } from '../data/tests.queries.ts';
import { testErrors } from '../errors.ts';
import { heldTest, testEntity } from '../held-test.ts';
import { checkTest } from './check-test.ts';

async function setState(ctx: Ctx, courseId: number, version: number, state: TestState): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const { course, test } = await heldTest(trx, ctx, courseId, version);
    if (state === 'open') {
      const checks = await checkTest({ db: trx, locale: ctx.locale }, test, await selectItems(trx, courseId));
      const count = checks.filter(({ blocking }) => blocking).length;
      if (count > 0) throw testErrors.checksFailed({ count });
    }
    await updateTest(trx, courseId, { state, changedAt: ctx.clock.now(), changedBy: actorName(ctx.actor) });
    await recordAudit(trx, ctx, {
      ...{ action: 'course.test_opened', ...testEntity(course) },
      before: { state: test.state },
      after: { state },
    });
  });
}

/** Lets learners take the test. Needs `courses.manage`. Throws `courses.not_found`, `course_tests.checks_failed`, `platform.version_conflict`. */
export const openCourseTest = async (ctx: Ctx, courseId: number, version: number): Promise<void> =>
  setState(ctx, courseId, version, 'open');

/** Lets nobody begin it any more; who has begun may hand in. Needs and throws as {@link openCourseTest}. */
export const closeCourseTest = async (ctx: Ctx, courseId: number, version: number): Promise<void> =>
  setState(ctx, courseId, version, 'closed');
