import { networkZone } from '#modules/ground/libraries';
import { listChildCourses } from '#modules/learning/courses';
import { m } from '#i18n/messages';
import type { Ctx } from '#platform/context';
import { formatDate, localDate } from '#shared/dates';
import { openCourseView } from '../course-view.server.ts';

/** Courses of a child whose guardian looks, by the number of the child's card. */
export async function childCourses(ctx: Ctx, number: string) {
  const own = await listChildCourses(ctx, number);
  const zone = await networkZone(ctx.db);
  const day = (at: Date): string => formatDate(localDate(at, zone), ctx.locale);
  return own.map(({ course, done, beganAt, finishedAt }) => {
    const { id, title, href, lang } = openCourseView(ctx, course);
    return {
      ...{ id, title, href, lang, isFinished: finishedAt !== null },
      progress: m.learn_progress({ done, count: course.lessons }),
      since: finishedAt ? m.learn_finished_on({ day: day(finishedAt) }) : m.learn_began_on({ day: day(beganAt) }),
    };
  });
}
export type ChildCourses = Awaited<ReturnType<typeof childCourses>>;
