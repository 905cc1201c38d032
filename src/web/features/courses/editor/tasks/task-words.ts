import { m } from '#i18n/messages';
import type { Asked, TaskKind } from '#modules/learning/courses/client';

/** How a question can be answered, in the order in which it is offered. */
export const QUESTION_FORMS = [
  'one',
  'several',
  'order',
  'match',
  'number',
  'short',
  'gap',
] as const satisfies Asked['form'][];

const KINDS: Record<TaskKind, () => string> = {
  search: m.courses_kind_search,
  compare: m.courses_kind_compare,
  citation: m.courses_kind_citation,
  question: m.courses_kind_question,
  bank: m.courses_kind_bank,
  reflect: m.courses_kind_reflect,
  shelf: m.course_tasks_kind_shelf,
  reading: m.course_tasks_kind_reading,
  discussion: m.course_tasks_kind_discussion,
  assignment: m.course_tasks_kind_assignment,
  practice: m.practice_kind,
};
const FORMS: Record<Asked['form'], () => string> = {
  one: m.courses_form_one,
  several: m.courses_form_several,
  order: m.courses_form_order,
  match: m.courses_form_match,
  number: m.courses_form_number,
  short: m.courses_form_short,
  gap: m.courses_form_gap,
};

/** What people call a task. */
export const taskKindName = (kind: TaskKind): string => KINDS[kind]();
/** What people call a way of answering a question. */
export const questionFormName = (form: Asked['form']): string => FORMS[form]();
