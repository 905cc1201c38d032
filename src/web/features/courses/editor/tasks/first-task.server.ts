import type { TaskInput } from '#modules/learning/courses';
import { TASK_KINDS, type Asked } from '#modules/learning/courses/client';
import { m } from '#i18n/messages';
import { choiceIn } from '#web/kit/form/read-fields.server.ts';
import { QUESTION_FORMS } from './task-words.ts';

/** Words that are to be written over; lessons are Indonesian first, whatever the language of whoever writes. */
const here = (said: (inputs: Record<string, never>, options: { locale: 'id' }) => string) => ({
  id: said({}, { locale: 'id' }),
});
const right = () => here(m.courses_begin_right);
const wrong = () => here(m.courses_begin_wrong);
const first = () => here(m.courses_begin_first);
const second = () => here(m.courses_begin_second);

/** Books on nature: there are some in every collection. */
const NATURE = '5';

const ASKED: Record<Asked['form'], () => Extract<TaskInput, { kind: 'question' }>['asked']> = {
  one: () => ({ form: 'one', options: [{ label: right(), right: true }, { label: wrong() }] }),
  several: () => ({ form: 'several', options: [{ label: right(), right: true }, { label: wrong() }] }),
  order: () => ({ form: 'order', items: [first(), second()] }),
  match: () => ({
    form: 'match',
    pairs: [
      { left: first(), right: first() },
      { left: second(), right: second() },
    ],
  }),
  number: () => ({ form: 'number', right: 1 }),
  short: () => ({ form: 'short', accepted: [right().id] }),
  gap: () => ({ form: 'gap', text: here(m.courses_begin_gap), gaps: [[right().id]] }),
};

/** What a question of a bank begins with. */
export const firstQuestion = (form: Asked['form']) => ({
  prompt: here(m.courses_begin_question),
  asked: ASKED[form](),
});

const source = (title: { id: string }) => ({ title, text: here(m.courses_begin_source) });

/** What a new task begins with: it can be answered as it is, and says where to write. Throws a refusal at the field. */
export function firstTask(values: Readonly<Record<string, string>>): TaskInput {
  const kind = choiceIn(values, 'kind', TASK_KINDS);
  switch (kind) {
    case 'search':
      return { kind, prompt: here(m.courses_begin_search), goal: { count: 2, ddc: [NATURE] } };
    case 'compare':
      return {
        kind,
        prompt: here(m.courses_begin_compare),
        sources: [source(here(m.courses_begin_source_a)), source(here(m.courses_begin_source_b))],
        lines: [{ label: here(m.courses_begin_line), right: 'b' }],
        expert: here(m.courses_begin_expert),
      };
    case 'citation':
      return {
        kind,
        prompt: here(m.courses_begin_citation),
        shown: here(m.courses_begin_shown),
        work: { author: 'Toer, Pramoedya Ananta', year: '1980', title: 'Bumi Manusia', place: 'Jakarta' },
      };
    case 'question':
      return { kind, prompt: here(m.courses_begin_question), asked: ASKED[choiceIn(values, 'form', QUESTION_FORMS)]() };
    case 'bank':
      return {
        kind,
        prompt: here(m.courses_begin_bank),
        draw: 1,
        questions: [firstQuestion('one'), firstQuestion('one')],
      };
    case 'reflect':
      return { kind, prompt: here(m.courses_begin_reflect) };
    case 'shelf':
      return { kind, prompt: here(m.course_tasks_begin_shelf), goal: { call: '551.21', drawn: ['500', '600'] } };
    case 'reading':
      return {
        kind,
        prompt: here(m.course_tasks_begin_reading),
        books: [{ title: here(m.course_tasks_begin_book).id }],
      };
    case 'discussion':
      return { kind, prompt: here(m.course_tasks_begin_discussion) };
    case 'assignment': {
      const levels = [here(m.course_tasks_begin_level_low), here(m.course_tasks_begin_level_high)];
      return {
        kind,
        prompt: here(m.course_tasks_begin_assignment),
        takes: ['text', 'file'],
        rubric: [
          { label: here(m.course_tasks_begin_rubric_a), levels },
          { label: here(m.course_tasks_begin_rubric_b), levels },
        ],
      };
    }
    case 'practice':
      return { kind, prompt: here(m.practice_begin), goal: { act: 'lend' } };
  }
}
