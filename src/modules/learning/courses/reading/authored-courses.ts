import { openComments } from '#modules/ground/content';
import { accountOf, type Ctx } from '#platform/context';
import { authorizeAnywhere } from '#platform/rights/authorize';
import type { AuthoredCourse } from '../client.ts';
import { selectAuthored } from '../data/authors.queries.ts';
import { findCourse } from '../data/courses.queries.ts';
import { selectLessons } from '../data/lessons.queries.ts';
import { courseReview } from '../publishing/review-course.ts';

/** The courses that whoever asks writes with others, those changed last first. Needs `courses.teach` somewhere. */
export async function listAuthoredCourses(ctx: Ctx): Promise<AuthoredCourse[]> {
  authorizeAnywhere(ctx, 'courses.teach');
  const accountId = accountOf(ctx.actor);
  if (accountId === null) return [];
  const listed: AuthoredCourse[] = [];
  for (const id of await selectAuthored(ctx.db, accountId)) {
    const course = await findCourse(ctx.db, id);
    if (!course) continue;
    const lessons = await selectLessons(ctx.db, id);
    const open = await openComments(
      ctx,
      lessons.map(({ writingId }) => writingId),
    );
    const counts = [...open.values()].flat().map(({ count }) => count);
    listed.push({
      ...{ id, title: course.title, state: course.state, libraryId: course.libraryId, changedAt: course.changedAt },
      ...{ lessons: lessons.length, submittedBy: course.submittedBy },
      openComments: counts.reduce((sum, count) => sum + count, 0),
      mayJudge: (await courseReview(ctx, id)).mayJudge,
    });
  }
  return listed;
}
