import { redirect } from '@sveltejs/kit';
import { previewLesson } from '#modules/learning/courses';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { lessonPath } from '#web/features/courses/editor/course-view.server.ts';
import { sectionViews } from '#web/features/courses/lesson-view.server.ts';
import { readSearch } from '#web/features/courses/task-search.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: ['courses.manage', 'courses.teach'] };

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const lesson = await previewLesson(ctx, idOf(params.pelajaran));
  const path = lessonPath(lesson.course.id, lesson.id);
  // a lesson has one address, below its own course
  if (lesson.course.id !== idOf(params.id)) redirect(307, localizeHref(`${path}/pratinjau`));
  const nothing = { learner: { key: null }, taskId: null, search: readSearch(new URLSearchParams()) };
  return {
    title: lesson.title,
    lang: lesson.language === ctx.locale ? undefined : lesson.language,
    course: lesson.course.title,
    place: lesson.number === 0 ? '' : m.learn_lesson_of({ number: lesson.number, of: lesson.of }),
    minutes: m.learn_minutes({ count: lesson.minutes }),
    sections: await sectionViews(ctx, lesson, nothing),
    back: localizeHref(path),
  };
};
