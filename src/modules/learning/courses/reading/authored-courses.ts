import { openComments } from '#modules/ground/content';
import { accountOf, type Ctx } from '#platform/context';
import { authorizeAnywhere } from '#platform/rights/authorize';
import type { AuthoredCourse } from '../client.ts';
import { selectAuthored } from '../data/authors.queries.ts';
import { selectByIds } from '../data/courses.queries.ts';
import { selectWritingsOf } from '../data/lessons.queries.ts';
import { coursesToJudge } from '../publishing/review-course.ts';

/** The courses that whoever asks writes with others, those changed last first. Needs `courses.teach` somewhere. */
export async function listAuthoredCourses(ctx: Ctx): Promise<AuthoredCourse[]> {
  authorizeAnywhere(ctx, 'courses.teach');
  const accountId = accountOf(ctx.actor);
  if (accountId === null) return [];
  const ids = await selectAuthored(ctx.db, accountId);
  const courses = new Map((await selectByIds(ctx.db, ids)).map((course) => [course.id, course]));
  const writings = await selectWritingsOf(ctx.db, ids);
  const lessons = Map.groupBy(writings, ({ courseId }) => courseId);
  const open = await openComments(
    ctx,
    writings.map(({ writingId }) => writingId),
  );
  const toJudge = await coursesToJudge(ctx, [...courses.values()]);
  const openIn = (writingId: number): number => (open.get(writingId) ?? []).reduce((sum, { count }) => sum + count, 0);
  return ids.flatMap((id) => {
    const course = courses.get(id);
    if (!course) return [];
    const { title, state, libraryId, changedAt, submittedBy } = course;
    const own = lessons.get(id) ?? [];
    return [
      {
        ...{ id, title, state, libraryId, changedAt, submittedBy, lessons: own.length },
        openComments: own.reduce((sum, { writingId }) => sum + openIn(writingId), 0),
        mayJudge: toJudge.has(id),
      },
    ];
  });
}
