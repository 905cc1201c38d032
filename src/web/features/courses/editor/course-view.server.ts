import type { CourseCheck, taskMisses } from '#modules/learning/courses';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { taskKindName } from './tasks/task-words.ts';

/** Where a lesson of a course is written, without a language. */
export const lessonPath = (courseId: number, lessonId: number): string => `/staf/belajar/${courseId}/${lessonId}`;

const CHECKS: Record<CourseCheck['code'], (inputs: { title: string; libraries: string }) => string> = {
  no_lesson: () => m.courses_check_no_lesson(),
  empty_lesson: m.courses_check_empty_lesson,
  no_task: m.courses_check_no_task,
  missing_guide: m.courses_check_missing_guide,
  few_answers: m.courses_check_few_answers,
  no_answer: m.courses_check_no_answer,
  missing_english: m.courses_check_missing_english,
  needs_review: () => m.coauthors_check_review(),
  open_comments: m.coauthors_check_comments,
  no_copy_there: m.course_tasks_check_no_copy,
  book_gone: m.course_tasks_check_book_gone,
  few_near: m.courses_check_few_near,
};

/** What is to be looked at before a course is published, in words, with where it is. */
export const checkViews = (courseId: number, checks: readonly CourseCheck[]) =>
  checks.map(({ code, blocking, lessonId, title, libraries = [] }, key) => ({
    ...{
      key,
      blocking,
      lessonId,
      words: CHECKS[code]({ title, libraries: libraries.map(({ name }) => name).join(', ') }),
    },
    href: lessonId === null ? null : localizeHref(lessonPath(courseId, lessonId)),
  }));
export type CheckViews = ReturnType<typeof checkViews>;

/** Fixed ways of going wrong; others bear a number. */
const REASONS: Readonly<Record<string, () => string>> = {
  unknown: m.courses_miss_unknown,
  other_topic: m.courses_miss_other_topic,
  too_old: m.courses_miss_too_old,
  too_new: m.courses_miss_too_new,
  no_year: m.courses_miss_no_year,
  other_language: m.courses_miss_other_language,
  other_material: m.courses_miss_other_material,
  other_audience: m.courses_miss_other_audience,
  no_copy: m.courses_miss_no_copy,
  on_loan: m.courses_miss_on_loan,
  elsewhere: m.courses_miss_elsewhere,
  too_far: m.courses_miss_too_far,
  unused_year: m.courses_miss_unused_year,
  unused_available: m.courses_miss_unused_available,
  too_few: m.courses_miss_too_few,
  too_short: m.courses_miss_too_short,
  answer: m.courses_miss_answer,
  unknown_code: m.course_tasks_miss_unknown_code,
  other_place: m.course_tasks_miss_other_place,
  not_on_shelf: m.course_tasks_miss_not_on_shelf,
  too_far_left: m.course_tasks_miss_too_far_left,
  too_far_right: m.course_tasks_miss_too_far_right,
  practice_nothing: m.practice_miss_nothing,
  practice_other_item: m.practice_miss_other_item,
  practice_other_member: m.practice_miss_other_member,
  practice_other_ticket: m.practice_miss_other_ticket,
  practice_other_title: m.practice_miss_other_title,
  practice_other_isbn: m.practice_miss_other_isbn,
  practice_other_name: m.practice_miss_other_name,
  practice_by_other: m.practice_miss_by_other,
  practice_before: m.practice_miss_before,
  part_author: m.courses_work_author,
  part_year: m.courses_work_year,
  part_title: m.courses_work_title,
  part_place: m.courses_work_place,
  part_publisher: m.courses_work_publisher,
};

/** What people get wrong, in words. */
function reasonWords(reason: string): string {
  const fixed = REASONS[reason];
  if (fixed) return fixed();
  const [, kind = '', nth = ''] = /^(line|mark|question)_(\d+)$/.exec(reason) ?? [];
  if (kind === 'line') return m.courses_line_nth({ nth });
  if (kind === 'question') return m.learn_bank_nth({ nth });
  return kind === 'mark' ? m.courses_option_nth({ nth }) : reason;
}

/** So many letters tell which task it is. */
const TOLD = 120;
/** So many ways of going wrong are named. */
const NAMED = 4;

/** What learners find hard, by task; those of which nothing may be told are left out. */
export const missViews = (courseId: number, misses: Awaited<ReturnType<typeof taskMisses>>) =>
  misses.flatMap(({ taskId, lessonId, kind, prompt, people, right, misses: reasons }) =>
    people === null
      ? []
      : [
          {
            ...{ taskId, prompt: prompt.slice(0, TOLD), kind: taskKindName(kind) },
            href: `${localizeHref(lessonPath(courseId, lessonId))}?tugas=${taskId}`,
            figures:
              right === null ? m.courses_tried({ count: people }) : m.courses_tried_right({ count: people, right }),
            reasons: reasons
              .slice(0, NAMED)
              .map(({ reason, count }) => m.courses_miss_line({ reason: reasonWords(reason), count }))
              .join(', '),
          },
        ],
  );
export type MissViews = ReturnType<typeof missViews>;
