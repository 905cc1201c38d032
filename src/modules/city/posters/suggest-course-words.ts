import { m } from '#i18n/messages';
import { openCoursesById } from '#modules/learning/courses';
import type { OpenCourse } from '#modules/learning/courses/client';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import type { PosterWords } from './client.ts';
import { posterErrors } from './errors.ts';
import { POSTER_LANGUAGE } from './rules/terms.ts';

/**
 * The words with which a poster of a course begins, in the language of posters. Needs `posters.make` at its library, of one of the network at
 * any. Throws `posters.subject_gone` where not everybody sees it.
 */
export async function suggestCourseWords(
  ctx: Pick<Ctx, 'actor'> & { db: Db | Tx },
  courseId: number,
): Promise<{ course: OpenCourse; words: PosterWords }> {
  const [course] = await openCoursesById({ db: ctx.db, locale: POSTER_LANGUAGE }, [courseId]);
  if (!course) throw posterErrors.subjectGone();
  if (course.libraryId === null) authorizeAnywhere(ctx, 'posters.make');
  else authorize(ctx, 'posters.make', course.libraryId);
  const told = { locale: POSTER_LANGUAGE } as const;
  return {
    course,
    words: {
      over: m.learn_title({}, told),
      title: course.title,
      when: '',
      first: m.posters_course_first({}, told),
      second: [m.learn_lessons({ count: course.lessons }, told), m.learn_minutes({ count: course.minutes }, told)].join(
        ' · ',
      ),
      call: m.posters_call_course({}, told),
    },
  };
}
