import type { Learner } from '#modules/learning/courses';
import type { PublicLesson, ShownTask } from '#modules/learning/courses/client';
import type { Ctx } from '#platform/context';
import { m } from '#i18n/messages';
import { blockViews } from '#web/features/site/parts/block-view.server.ts';
import { givenFields } from './read-answer.server.ts';
import { practiceView, type PracticeView } from './practice-task.server.ts';
import { readingView, type ReadingView } from './reading-task.server.ts';
import { searchView, type SearchView } from './search-task.server.ts';
import type { TaskSearch } from './task-search.server.ts';

type WordView = ReturnType<typeof blockViews>[number];
type Kind = ShownTask['kind'];

const TASK_WORD: Record<Kind, () => string> = {
  search: m.learn_step_search,
  compare: m.learn_step_compare,
  citation: m.learn_step_citation,
  question: m.learn_step_question,
  bank: m.learn_step_question,
  reflect: m.learn_step_reflect,
  shelf: m.course_tasks_step_shelf,
  reading: m.course_tasks_step_reading,
  discussion: m.course_tasks_step_discussion,
  assignment: m.course_tasks_step_assignment,
  practice: m.practice_step,
};

function taskTitle(task: ShownTask): string {
  switch (task.kind) {
    case 'search':
      return m.learn_search_title({ count: task.count });
    case 'compare':
      return m.learn_compare_title();
    case 'citation':
      return m.learn_citation_title();
    case 'question':
      return m.learn_question_title();
    case 'bank':
      return m.learn_bank_title();
    case 'reflect':
      return m.learn_reflect_title();
    case 'shelf':
      return m.course_tasks_shelf_title();
    case 'reading':
      return m.course_tasks_reading_title();
    case 'discussion':
      return m.course_tasks_discussion_title();
    case 'assignment':
      return m.course_tasks_assignment_title();
    case 'practice':
      return m.practice_task_title();
  }
}

/** Something to do, with what was done of it before. */
export interface TaskView {
  task: ShownTask;
  /** What was answered, by the names of the fields. */
  given: Record<string, string>;
  search: SearchView | null;
  /** Of the prompt; undefined: that of the page. */
  lang: string | undefined;
  practice: PracticeView | null;
  reading: ReadingView | null;
}

/** A part of a lesson as its page shows it: words up to the next heading, or a task. */
export type SectionView = {
  /** Its place on the page. */
  id: string;
  number: number;
  /** `Baca`, `Cari` … */
  word: string;
  /** Empty: words without a heading. */
  title: string;
  lang: string | undefined;
  isDone: boolean;
} & ({ kind: 'words'; blocks: WordView[] } | { kind: 'task'; view: TaskView });

type Words = Omit<Extract<SectionView, { kind: 'words' }>, 'id' | 'number' | 'word' | 'isDone' | 'kind'>;

/** Words up to each heading of the second level. */
function splitWords(views: readonly WordView[]): Words[] {
  const parts: Words[] = [];
  for (const view of views) {
    const last = parts.at(-1);
    if (view.kind === 'heading' && view.level === 2) parts.push({ title: view.text, lang: view.lang, blocks: [] });
    else if (last) last.blocks.push(view);
    else parts.push({ title: '', lang: undefined, blocks: [view] });
  }
  return parts;
}

/** The parts of a lesson for its page. @param asked who learns, the search in the address, and for which task it is */
export async function sectionViews(
  ctx: Ctx,
  lesson: PublicLesson,
  asked: { learner: Learner; taskId: number | null; search: TaskSearch },
): Promise<SectionView[]> {
  const sections: SectionView[] = [];
  const at = { course: lesson.course.slug, lesson: lesson.slug, learner: asked.learner };
  const isDone = lesson.standing === 'done';
  for (const part of lesson.parts) {
    if (part.kind === 'words') {
      for (const words of splitWords(blockViews(part.blocks, lesson, ctx.locale))) {
        const number = sections.length + 1;
        sections.push({
          ...words,
          kind: 'words',
          id: `bagian-${String(number)}`,
          number,
          word: m.learn_step_read(),
          isDone,
        });
      }
      continue;
    }
    const { task } = part;
    const search =
      task.kind === 'search'
        ? await searchView(ctx, task, { ...at, asked: asked.taskId === task.id ? asked.search : null })
        : null;
    const practice = task.kind === 'practice' ? await practiceView(ctx, task) : null;
    const reading =
      task.kind === 'reading'
        ? await readingView(ctx, task, {
            path: `/kelas/${lesson.course.slug}/${lesson.slug}`,
            classLibrary: asked.learner.libraryId ?? null,
          })
        : null;
    sections.push({
      ...{ kind: 'task', id: `tugas-${String(task.id)}`, number: sections.length + 1 },
      ...{ word: TASK_WORD[task.kind](), title: taskTitle(task), lang: undefined },
      isDone: task.standing.isRight,
      view: {
        ...{ task, given: givenFields(task.standing.answer, ctx.locale), search, practice, reading },
        lang: task.language === ctx.locale ? undefined : task.language,
      },
    });
  }
  return withWhatWasRead(sections);
}

/** Words before something that was answered were read. */
function withWhatWasRead(sections: readonly SectionView[]): SectionView[] {
  const last = sections.findLastIndex((section) => section.kind === 'task' && section.view.task.standing.tries > 0);
  return sections.map((section, i) => (section.kind === 'words' && i < last ? { ...section, isDone: true } : section));
}

/** Tasks that nobody answered yet: until then the lesson is not finished. Those of practice only where they can be done. */
export const openTasks = (sections: readonly SectionView[]): Pick<SectionView, 'id' | 'number' | 'word'>[] =>
  sections.flatMap((section) =>
    section.kind === 'task' && section.view.task.standing.tries === 0 && section.view.practice?.isOpen !== false
      ? [{ id: section.id, number: section.number, word: section.word }]
      : [],
  );

/** The task of this number in a lesson; undefined: it is of another one. */
export const taskIn = (lesson: PublicLesson, taskId: number): ShownTask | undefined =>
  lesson.parts.flatMap((part) => (part.kind === 'task' ? [part.task] : [])).find(({ id }) => id === taskId);
