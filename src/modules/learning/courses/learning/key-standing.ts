import type { Ctx } from '#platform/context';
import type { PublicCourse } from '../client.ts';
import { selectCoursesById } from '../data/class-learners.queries.ts';
import { findLearner } from '../data/learners.queries.ts';
import { selectLessonVersions } from '../data/versions.queries.ts';
import { hashOf } from './learner.ts';
import { canAfter, linesFor } from './view-courses.ts';

/** What comes next for whoever holds a key in a course, and what they can do already, in words; null: they have not begun, or the course is out of sight. */
export async function standingOfKey(
  ctx: Pick<Ctx, 'db' | 'locale'>,
  { courseId, key }: { courseId: number; key: string },
): Promise<{ next: { course: string; slug: string; title: string } | null; can: PublicCourse['can'] } | null> {
  const [course] = await selectCoursesById(ctx.db, [courseId]);
  const learner = await findLearner(ctx.db, courseId, { keyHash: hashOf(key) });
  if (!learner || course?.state !== 'published') return null;
  const lessons = await selectLessonVersions(ctx.db, learner.courseVersionId);
  const lines = await linesFor(ctx.db, { lessons, learner }, ctx.locale);
  const next = lines.find(({ standing }) => standing !== 'done');
  const done = new Set(lines.filter(({ standing }) => standing === 'done').map(({ id }) => id));
  return {
    next: next ? { course: course.slug, slug: next.slug, title: next.title } : null,
    can: await canAfter(
      ctx,
      lessons.filter(({ lessonId }) => done.has(lessonId)),
    ),
  };
}
