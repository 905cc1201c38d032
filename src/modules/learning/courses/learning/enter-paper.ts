import { isDeepStrictEqual } from 'node:util';
import { readVersion } from '#modules/ground/content';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { selectCoursesById, selectOfKeys } from '../data/class-learners.queries.ts';
import {
  countMisses,
  lockLearner,
  noteProgress,
  selectAnswers,
  selectProgress,
  selectSolved,
  updateLearner,
  writeAnswer,
} from '../data/learners.queries.ts';
import { findLessonVersion, selectLessonVersions, selectTasksIn, type FrozenTasks } from '../data/versions.queries.ts';
import { courseErrors } from '../errors.ts';
import { judgeAnswer } from '../rules/judge.ts';
import { missReasons } from '../rules/miss-reasons.ts';
import type { Outcome, TaskAnswer } from '../rules/outcome.ts';
import { isDoneByPaper, paperForm, readCell, WRITTEN_ON_PAPER, type PaperForm } from '../rules/paper-cells.ts';
import { asOwnAnswer } from '../rules/same-question.ts';
import type { ShownQuestion } from '../rules/show-task.ts';
import type { Asked, Task } from '../rules/tasks.ts';
import { isClosed } from '../rules/tries.ts';
import { holdLearnerOfKey } from './class-learners.ts';
import { hashOf } from './learner.ts';
import { asOnPaper, partsOf, shownTasks } from './view-lesson.ts';

/** A task that paper can answer. */
export interface PaperTaskLine {
  id: number;
  /** As it is numbered on the sheets. */
  number: number;
  prompt: string;
  form: PaperForm;
  /** What can be ticked, or is put in an order, as it stands on the sheet. */
  options: string[];
  /** Of a bank: its questions as they stand on the sheet. */
  questions: { prompt: string; form: Asked['form']; options: string[] }[];
}

const optionsOf = (asked: ShownQuestion): string[] =>
  asked.form === 'one' || asked.form === 'several' ? asked.options : asked.form === 'order' ? asked.items : [];

/** A lesson as it stands on the sheets that are printed now. */
async function frozenLesson(db: Db | Tx, { courseId, lessonId }: { courseId: number; lessonId: number }) {
  const [course] = await selectCoursesById(db, [courseId]);
  const versionId = course?.shownVersionId ?? null;
  if (course?.state !== 'published' || versionId === null) throw courseErrors.withdrawn();
  const whole = await findLessonVersion(db, { courseVersionId: versionId, lessonId });
  if (!whole) throw courseErrors.lessonUnknown();
  return { ...whole, versionId };
}

/** The tasks of a lesson that pupil sheets can answer, as they stand on these. Throws `courses.withdrawn`, `lesson_unknown`. */
export async function paperTasks(ctx: Ctx, at: { courseId: number; lessonId: number }): Promise<PaperTaskLine[]> {
  const whole = await frozenLesson(ctx.db, at);
  const { blocks } = await readVersion(ctx.db, whole.writingId, whole.writingVersionId);
  const forms = new Map(whole.tasks.map(({ id, body }) => [id, paperForm(body, id)]));
  return partsOf(blocks, shownTasks(whole.tasks, [], ctx.locale, asOnPaper), ctx.locale)
    .flatMap((part) => (part.kind === 'task' ? [part.task] : []))
    .flatMap((task, nth) => {
      const form = forms.get(task.id) ?? null;
      const options = task.kind === 'question' ? optionsOf(task.asked) : [];
      const questions =
        task.kind === 'bank'
          ? task.questions.map(({ prompt, asked }) => ({ prompt, form: asked.form, options: optionsOf(asked) }))
          : [];
      return form === null ? [] : [{ id: task.id, number: nth + 1, prompt: task.prompt, form, options, questions }];
    });
}

/** What a pupil answered on paper, as it was typed. */
export interface PaperCell {
  key: string;
  taskId: number;
  said: string;
}

interface ReadCell extends PaperCell {
  task: Task;
  answer: TaskAnswer;
}

const outcomeOf = ({ task, answer, taskId }: ReadCell, locale: Ctx['locale']): Outcome =>
  task.kind === 'question' || task.kind === 'bank' ? judgeAnswer(task, answer, { taskId, locale }) : WRITTEN_ON_PAPER;

/** Whether what is kept already says the same, or says more than a tick can. */
const isKept = (kept: TaskAnswer | null | undefined, { answer }: ReadCell): boolean =>
  isDeepStrictEqual(kept, answer) || (kept?.kind === 'reflect' && answer.kind === 'reflect');

/** What is on the sheets: the tasks of the lesson, and the version of all. */
interface Sheet {
  versionId: number;
  tasks: FrozenTasks;
}

/** A lesson of which every task was answered is done, and with the last one that sheets have the course. */
async function finishWhatIsDone(
  trx: Tx,
  learner: { id: number; courseVersionId: number },
  { lessonId, sheet, at }: { lessonId: number; sheet: Sheet; at: Date },
): Promise<boolean> {
  const lessons = await selectLessonVersions(trx, learner.courseVersionId);
  const printed = new Set((await selectLessonVersions(trx, sheet.versionId)).map((one) => one.lessonId));
  const answered = new Set((await selectSolved(trx, learner.id)).flatMap((one) => (one.tries > 0 ? [one.taskId] : [])));
  const own = lessons.find((one) => one.lessonId === lessonId);
  const asked = own && { own: own.taskIds, sheet: sheet.tasks.map(({ id }) => id) };
  const doneAt = asked && isDoneByPaper(asked, answered) ? at : null;
  await noteProgress(trx, { learnerId: learner.id, lessonId, at, doneAt });
  const done = new Set((await selectProgress(trx, learner.id)).flatMap((one) => (one.doneAt ? [one.lessonId] : [])));
  // a lesson that was taken out since is on no sheet
  return done.size > 0 && lessons.every((one) => done.has(one.lessonId) || !printed.has(one.lessonId));
}

interface InLesson {
  courseId: number;
  groupId: number;
  lessonId: number;
}

/** Writes what one pupil answered. @returns by which ways first tries went wrong; `over`: cells of tasks that take no answer any more, and nothing was written */
async function enterFor(
  trx: Tx,
  ctx: Pick<Ctx, 'clock' | 'locale'>,
  { courseId, groupId, lessonId, key, sheet }: InLesson & { key: string; sheet: Sheet },
  cells: readonly ReadCell[],
): Promise<{ misses: { taskId: number; reasons: string[] }[]; over: ReadCell[] }> {
  const at = ctx.clock.now();
  await holdLearnerOfKey(trx, { courseId, groupId, key, at });
  const learner = await lockLearner(trx, courseId, { keyHash: hashOf(key) });
  if (!learner) throw courseErrors.notFound();
  const kept = new Map(
    (
      await selectAnswers(
        trx,
        learner.id,
        cells.map(({ taskId }) => taskId),
      )
    ).map((row) => [row.taskId, row]),
  );
  const fresh = cells.filter((cell) => !isKept(kept.get(cell.taskId)?.answer, cell));
  const over = fresh.filter(({ task, taskId }) => {
    const row = kept.get(taskId);
    return row !== undefined && isClosed(task, { tries: row.tries, isRight: row.rightAt !== null });
  });
  if (over.length > 0) return { misses: [], over };
  const misses: { taskId: number; reasons: string[] }[] = [];
  for (const cell of fresh) {
    const { taskId, answer } = cell;
    const outcome = outcomeOf(cell, ctx.locale);
    const tries = await writeAnswer(trx, { learnerId: learner.id, taskId, answer, outcome, at });
    misses.push({ taskId, reasons: tries === 1 ? missReasons(outcome) : [] });
  }
  const isFinished = await finishWhatIsDone(trx, learner, { lessonId, sheet, at });
  await updateLearner(trx, learner.id, {
    seenAt: at,
    ...(isFinished && learner.finishedAt === null ? { finishedAt: at } : {}),
  });
  return { misses, over };
}

const taskOf = (tasks: FrozenTasks, taskId: number): Task | undefined => tasks.find(({ id }) => id === taskId)?.body;

/** A task as it stands on a sheet, and as whoever answered it has it: in their own version where that has it, else as the sheet does. */
interface TaskForKey {
  printed: Task;
  own: Task;
}

/** The tasks of a sheet, with what each of those who hold keys has of them. */
async function tasksByKey(trx: Tx, { courseId, lessonId }: InLesson, sheet: Sheet, keys: readonly string[]) {
  const learners = await selectOfKeys(trx, courseId, keys.map(hashOf));
  const courseVersionIds = [...new Set(learners.map((one) => one.courseVersionId))];
  const versions = await selectTasksIn(trx, { lessonId, courseVersionIds });
  const own = new Map(learners.map((one) => [one.key, versions.get(one.courseVersionId) ?? []]));
  return (key: string, taskId: number): TaskForKey | undefined => {
    const printed = taskOf(sheet.tasks, taskId);
    return printed && { printed, own: taskOf(own.get(hashOf(key).toString('hex')) ?? [], taskId) ?? printed };
  };
}

/**
 * Enters what those who hold keys answered in a lesson on paper: read as it stands on the sheet, judged as answers on a screen are, by the version in
 * which each of them learns. Where that asks something else than the sheet, the pupil does the task on a screen: until then the lesson is not done.
 * What is kept already is no try more. All of it or nothing; the caller has checked who may. Throws `courses.withdrawn`, `lesson_unknown`.
 * @returns how many answers were `written`, or those that cannot be, of which the caller undoes all: `faults` are none to their tasks, `others` none to those of the own version, the tasks of `over` take no answer any more
 */
export async function enterPaper(
  trx: Tx,
  ctx: Ctx,
  { cells, ...at }: InLesson & { cells: readonly PaperCell[] },
): Promise<{ written: number; faults: PaperCell[]; others: PaperCell[]; over: PaperCell[] }> {
  const sheet = await frozenLesson(trx, at);
  const keys = [...new Set(cells.map(({ key }) => key))].toSorted();
  const taskFor = await tasksByKey(trx, at, sheet, keys);
  const read: ReadCell[] = [];
  const faults: PaperCell[] = [];
  const others: PaperCell[] = [];
  for (const cell of cells) {
    const task = taskFor(cell.key, cell.taskId);
    const ticked = task ? readCell(task.printed, cell.taskId, cell.said) : null;
    const answer = task && ticked ? asOwnAnswer(task.own, task.printed, ticked) : null;
    if (task && answer) read.push({ ...cell, task: task.own, answer });
    else (ticked ? others : faults).push(cell);
  }
  if (faults.length + others.length > 0) return { written: 0, faults, others, over: [] };
  const misses: { taskId: number; reasons: string[] }[] = [];
  // in the order of the keys: two who enter at once wait for one another in the same order
  const over: PaperCell[] = [];
  for (const key of keys) {
    const own = read.filter((cell) => cell.key === key);
    const entered = await enterFor(trx, ctx, { ...at, key, sheet }, own);
    misses.push(...entered.misses);
    over.push(...entered.over);
  }
  if (over.length > 0) return { written: 0, faults, others, over };
  // last: the count of a task is one row for all, held as short as can be
  for (const { taskId, reasons } of misses.toSorted((a, b) => a.taskId - b.taskId))
    await countMisses(trx, taskId, reasons);
  return { written: misses.length, faults, others, over };
}
