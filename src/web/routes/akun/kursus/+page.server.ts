import { listOwnCourses } from '#modules/learning/courses';
import { networkZone } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import type { PageAccess } from '#platform/rights/access';
import { formatDate, localDate } from '#shared/dates';
import { openCourseView } from '#web/features/courses/course-view.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = 'member';

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  const own = await listOwnCourses(ctx, { key: null });
  const zone = await networkZone(ctx.db);
  const day = (instant: Date): string => formatDate(localDate(instant, zone), ctx.locale);
  return {
    courses: own.map(({ course, done, beganAt, finishedAt }) => ({
      ...openCourseView(ctx, course),
      isFinished: finishedAt !== null,
      progress: m.learn_progress({ done, count: course.lessons }),
      since: finishedAt ? m.learn_finished_on({ day: day(finishedAt) }) : m.learn_began_on({ day: day(beganAt) }),
    })),
  };
};
