import { nameLibraries, networkZone } from '#modules/ground/libraries';
import { countCourses, listCourses } from '#modules/learning/courses';
import type { CourseState } from '#modules/learning/courses/client';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { Ctx } from '#platform/context';
import { formatDate, localDate } from '#shared/dates';
import { pageAsked } from '#web/kit/form/read-fields.server.ts';
import { audienceWords, stateWords } from './course-words.ts';

const PATH = '/staf/belajar';
const TABS: Readonly<Record<string, { state: CourseState; label: () => string }>> = {
  draf: { state: 'draft', label: m.courses_tab_drafts },
  diajukan: { state: 'submitted', label: m.courses_tab_submitted },
  terbit: { state: 'published', label: m.courses_tab_published },
  ditarik: { state: 'withdrawn', label: m.courses_tab_withdrawn },
};
const ON_A_PAGE = 30;

/** Courses that somebody may write, by what has become of them. */
export async function courseList(ctx: Ctx, params: URLSearchParams) {
  const asked = params.get('tab') ?? '';
  const counts = await countCourses(ctx);
  // what everybody sees stands first, while there is something
  const usual = counts.published > 0 ? 'terbit' : 'draf';
  const shown = Object.hasOwn(TABS, asked) ? asked : usual;
  const at = pageAsked(params);
  const { courses, more } = await listCourses(ctx, {
    states: [TABS[shown]?.state ?? 'draft'],
    limit: ON_A_PAGE,
    offset: (at - 1) * ON_A_PAGE,
  });
  const zone = await networkZone(ctx.db);
  const nameOf = await nameLibraries(ctx);
  const hrefOf = (to: number): string => localizeHref(`${PATH}?tab=${shown}&hal=${to}`);
  return {
    shown,
    tabs: Object.entries(TABS).map(([key, { state, label }]) => ({
      ...{ key, label: label(), count: counts[state] },
      href: localizeHref(`${PATH}?tab=${key}`),
    })),
    courses: courses.map((course) => ({
      id: course.id,
      title: course.title,
      href: localizeHref(`${PATH}/${course.id}`),
      ...stateWords(course.state),
      marking:
        course.waiting === 0
          ? null
          : {
              href: localizeHref(`${PATH}/${course.id}/nilai`),
              words: m.course_tasks_waiting_count({ count: course.waiting }),
            },
      short: course.isShort ? m.courses_short() : null,
      waits: course.submittedBy === '' ? null : m.courses_submitted_by({ name: course.submittedBy }),
      about: [
        course.libraryId === null ? m.site_whole_network() : nameOf(course.libraryId).name,
        audienceWords(course.audience),
        m.courses_lessons_count({ count: course.lessons }),
        course.learners !== null && m.courses_learners_count({ count: course.learners }),
        m.courses_changed_on({ day: formatDate(localDate(course.changedAt, zone), ctx.locale) }),
      ]
        .filter(Boolean)
        .join(' · '),
    })),
    previous: at > 1 ? hrefOf(at - 1) : null,
    next: more ? hrefOf(at + 1) : null,
    newHref: localizeHref(`${PATH}/baru`),
  };
}
