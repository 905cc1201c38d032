import { managedCourse } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import type { WrittenTest } from '../client.ts';
import { selectItems } from '../data/items.queries.ts';
import { findTest } from '../data/tests.queries.ts';
import { USUAL_MINUTES } from '../held-test.ts';
import { checkTest } from './check-test.ts';

/** The test of a course for whoever answers for it, no co-author; one that there is not yet is an empty draft. Needs `courses.manage`. Throws `courses.not_found`. */
export async function viewCourseTest(ctx: Ctx, courseId: number): Promise<WrittenTest> {
  const course = await managedCourse(ctx, courseId);
  const found = await findTest(ctx.db, courseId);
  const test = found ?? {
    ...{ courseId, state: 'draft' as const, minutes: USUAL_MINUTES, perCompetence: null, version: 0 },
  };
  const items = await selectItems(ctx.db, courseId);
  return {
    ...test,
    ...{ courseTitle: course.title, libraryId: course.libraryId },
    items: items.map(({ id, number, body, competenceId, retiredAt, version }) => ({
      ...{ id, number, body, competenceId, version },
      retired: retiredAt !== null,
    })),
    checks: await checkTest(ctx, test, items),
  };
}
