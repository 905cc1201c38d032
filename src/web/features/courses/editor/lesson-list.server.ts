import type { WrittenCourse } from '#modules/learning/courses';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { lessonPath } from './course-view.server.ts';

/** The lessons of a course in their order; `begins` names the module that begins with one. */
export const lessonViews = (courseId: number, lessons: WrittenCourse['lessons']) =>
  lessons.map(({ id, title, module, moduleEn, minutes, tasks }, i) => ({
    ...{ id, title, module, moduleEn, number: i + 1 },
    begins: module !== '' && module !== lessons[i - 1]?.module ? module : null,
    about: [m.courses_minutes({ count: minutes }), tasks > 0 && m.courses_tasks_count({ count: tasks })]
      .filter(Boolean)
      .join(' · '),
    href: localizeHref(lessonPath(courseId, id)),
  }));
export type LessonViews = ReturnType<typeof lessonViews>;
