import { viewPaperGrid } from '#modules/learning/classes';
import { paperCell } from '#modules/learning/classes/client';
import type { PaperForm } from '#modules/learning/courses/client';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { Ctx } from '#platform/context';

const HOW: Record<PaperForm, () => string> = {
  one: m.classes_paper_how_one,
  several: m.classes_paper_how_several,
  order: m.classes_paper_how_order,
  number: m.classes_paper_how_number,
  short: m.classes_paper_how_short,
  reflect: m.classes_paper_how_reflect,
  bank: m.classes_paper_how_bank,
};
const letter = (at: number): string => String.fromCharCode(65 + at);

const signed = (form: string, options: readonly string[]): string[] =>
  options.map((words, at) => m.classes_paper_option({ sign: form === 'order' ? String(at + 1) : letter(at), words }));
/** A question of a bank in one line, with what can be ticked. */
const questionLine = ({ prompt, form, options }: { prompt: string; form: string; options: string[] }, at: number) =>
  `${m.learn_bank_nth({ nth: at + 1 })} ${[prompt, ...signed(form, options)].join(' ')}`;

/** What results of paper are typed into. @param lessonId the lesson that is asked for */
export async function paperView(ctx: Ctx, id: number, lessonId: number | null) {
  const grid = await viewPaperGrid(ctx, id, lessonId);
  return {
    ...{ name: grid.name, isEnded: grid.isEnded, lessonId: grid.lessonId },
    classHref: localizeHref(`/staf/belajar/kelas/${id}`),
    lessons: grid.lessons.map((one) => ({
      ...{ id: one.id, href: `?pelajaran=${one.id}`, isHere: one.id === grid.lessonId },
      title: m.classes_lesson_named({ number: one.number, title: one.title }),
    })),
    tasks: grid.tasks.map((task) => ({
      ...{ id: task.id, short: m.classes_paper_task({ number: task.number }), prompt: task.prompt },
      how: HOW[task.form](),
      options: [...signed(task.form, task.options), ...task.questions.map(questionLine)],
    })),
    pupils: grid.pupils.map(({ id: key, name, solved }) => ({
      ...{ key, name },
      cells: grid.tasks.map((task) => ({
        name: paperCell(key, task.id),
        label: m.classes_paper_cell({ name, number: task.number }),
        isSolved: solved.includes(task.id),
      })),
    })),
  };
}
