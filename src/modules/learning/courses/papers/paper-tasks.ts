import { m } from '#i18n/messages';
import type { Locale } from '#platform/context';
import type { ShownQuestion, ShownTask } from '../rules/show-task.ts';
import type { CitedParts } from '../rules/tasks.ts';

type Told = Readonly<{ locale: Locale }>;

/** How `templates/sheets.typ` lets somebody answer with a pencil. */
type PaperAsked =
  | { kind: 'found'; count: number }
  | { kind: 'compare'; sources: { name: string; title: string; text: string; about: string }[]; lines: string[] }
  | { kind: 'citation'; shown: string; parts: string[] }
  | { kind: 'ticks'; options: string[] }
  | { kind: 'order'; items: string[] }
  | { kind: 'match'; lefts: string[]; rights: { letter: string; text: string }[] }
  | { kind: 'gap'; pieces: string[] }
  | { kind: 'lines'; count: number }
  | { kind: 'bank'; questions: ({ title: string; prompt: string; note: string } & PaperAsked)[] };

/** A task as it is done on paper. It is made of what learners see, which knows nothing of what is right. */
export type PaperTask = { title: string; prompt: string; note: string } & PaperAsked;

/** The letter of a choice, from 0: a, b, c … */
export const letterOf = (at: number): string => String.fromCodePoint(97 + at);

/** What people call a part of a reference. */
export function partName(part: keyof CitedParts, told: Told): string {
  switch (part) {
    case 'author':
      return m.learn_part_author({}, told);
    case 'year':
      return m.learn_part_year({}, told);
    case 'title':
      return m.learn_part_title({}, told);
    case 'place':
      return m.learn_part_place({}, told);
    case 'publisher':
      return m.learn_part_publisher({}, told);
  }
}

/** What a task is called, without what it asks. */
export function taskName(task: { kind: ShownTask['kind']; count?: number }, number: number, told: Told): string {
  const titles = {
    search: () => m.learn_search_title({ count: task.count ?? 1 }, told),
    compare: () => m.learn_compare_title({}, told),
    citation: () => m.learn_citation_title({}, told),
    question: () => m.learn_question_title({}, told),
    bank: () => m.learn_bank_title({}, told),
    reflect: () => m.learn_reflect_title({}, told),
    shelf: () => m.course_tasks_shelf_title({}, told),
    reading: () => m.course_tasks_reading_title({}, told),
    discussion: () => m.course_tasks_discussion_title({}, told),
    assignment: () => m.course_tasks_assignment_title({}, told),
    practice: () => m.practice_task_title({}, told),
  };
  return m.courses_paper_task({ number, title: titles[task.kind]() }, told);
}

/** The gaps of a drawn shelf, from left to right. */
export const gapNames = (drawn: readonly string[], told: Told): string[] =>
  Array.from({ length: drawn.length + 1 }, (_, at) => {
    const [left, right] = [drawn[at - 1], drawn[at]];
    if (left === undefined) return m.course_tasks_gap_first({ right: right ?? '' }, told);
    return right === undefined
      ? m.course_tasks_gap_last({ left }, told)
      : m.course_tasks_gap_between({ left, right }, told);
  });

/** Lines for a short answer, for a reason, and for own words. */
const SHORT = 1;
const LONG = 6;

function question(asked: ShownQuestion, told: Told): PaperAsked & { note: string } {
  switch (asked.form) {
    case 'one':
      return { kind: 'ticks', options: asked.options, note: m.courses_paper_one_note({}, told) };
    case 'several':
      return { kind: 'ticks', options: asked.options, note: m.courses_paper_several_note({}, told) };
    case 'order':
      return { kind: 'order', items: asked.items, note: m.courses_paper_order_note({}, told) };
    case 'match':
      return {
        ...{ kind: 'match', lefts: asked.lefts, note: m.courses_paper_match_note({}, told) },
        rights: asked.rights.map((text, at) => ({ letter: letterOf(at), text })),
      };
    case 'gap':
      return { kind: 'gap', pieces: asked.pieces, note: m.courses_paper_gap_note({}, told) };
    case 'number':
    case 'short':
      return { kind: 'lines', count: SHORT, note: '' };
  }
}

function howAnswered(task: ShownTask, told: Told): PaperAsked & { note: string } {
  switch (task.kind) {
    case 'search':
      return { kind: 'found', count: task.count, note: m.courses_paper_search_note({}, told) };
    case 'compare':
      return {
        kind: 'compare',
        sources: task.sources.map((source, at) => ({
          ...source,
          name: m.learn_source({ side: at === 0 ? 'A' : 'B' }, told),
        })),
        lines: task.lines,
        note: m.courses_paper_compare_note({}, told),
      };
    case 'citation':
      return { kind: 'citation', shown: task.shown, parts: task.parts.map((part) => partName(part, told)), note: '' };
    case 'question':
      return question(task.asked, told);
    case 'bank':
      return {
        kind: 'bank',
        questions: task.questions.map(({ prompt, asked }, at) => ({
          ...{ title: m.learn_bank_nth({ nth: at + 1 }, told), prompt },
          ...question(asked, told),
        })),
        note: '',
      };
    case 'reflect':
      return { kind: 'lines', count: LONG, note: '' };
    case 'shelf':
      return task.drawn.length > 0
        ? {
            kind: 'ticks',
            options: gapNames(task.drawn, told),
            note: m.course_tasks_paper_gap({ call: task.call }, told),
          }
        : { kind: 'lines', count: SHORT, note: m.course_tasks_paper_foot({ call: task.call }, told) };
    case 'reading':
      return {
        kind: 'ticks',
        options: task.books.map(({ title, why }) => (why === '' ? title : `${title}: ${why}`)),
        note: m.course_tasks_paper_reading({}, told),
      };
    case 'discussion':
      return { kind: 'lines', count: LONG, note: m.course_tasks_paper_discussion({}, told) };
    case 'assignment':
      return {
        kind: 'lines',
        count: LONG,
        note: m.course_tasks_paper_rubric({ lines: task.rubric.map(({ label }) => label).join('; ') }, told),
      };
    case 'practice':
      return { kind: 'lines', count: SHORT, note: m.practice_paper_note({}, told) };
  }
}

/** A task on paper. @param number its place among the tasks of the lesson, from 1 */
export function paperTask(task: ShownTask, number: number, told: Told): PaperTask {
  const count = task.kind === 'search' ? task.count : undefined;
  return {
    title: taskName({ kind: task.kind, ...(count !== undefined && { count }) }, number, told),
    prompt: task.prompt,
    ...howAnswered(task, told),
  };
}
