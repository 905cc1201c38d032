import { blocksFor, readVersion, shownThings } from '#modules/ground/content';
import type { KeptBlock, ShownBlock } from '#modules/ground/content/client';
import type { Ctx } from '#platform/context';
import { TASK_EMBED, type LessonPart, type PublicLesson } from '../client.ts';
import { noteSeen, selectAnswers, type AnswerRow, type LearnerRow } from '../data/learners.queries.ts';
import { selectOwnPosts, selectShownPosts } from '../data/posts.queries.ts';
import type { FrozenTasks } from '../data/versions.queries.ts';
import { selectOwnWorks } from '../data/works.queries.ts';
import { NOBODYS_DRAW } from '../rules/bank.ts';
import { reworded } from '../rules/reword.ts';
import {
  NOTHING_BESIDE,
  showTask,
  UNTOUCHED,
  type Beside,
  type ShownTask,
  type TaskStanding,
} from '../rules/show-task.ts';
import type { Task } from '../rules/tasks.ts';
import { isClosed } from '../rules/tries.ts';
import { learnerOf, type Learner } from './learner.ts';
import { withLivingBooks } from './listed-books.ts';
import { openCourse, openLesson } from './open-course.ts';
import { headFor, lessonLanguage, lessonTitle, linesFor } from './view-courses.ts';

type Locale = 'id' | 'en';

const standingOf = (task: Task, row: AnswerRow, locale: Locale): TaskStanding => ({
  ...{ tries: row.tries, hints: row.hints, answer: row.answer },
  outcome:
    row.outcome &&
    reworded(task, row.answer, row.outcome, {
      locale,
      closed: isClosed(task, { tries: row.tries, isRight: row.rightAt !== null }),
    }),
  isRight: row.rightAt !== null,
});

/** Of a task on paper, and where somebody only looks: nothing beside it, and everybody gets the same questions of a bank. */
export const asOnPaper = (): Beside => ({ ...NOTHING_BESIDE, learnerId: NOBODYS_DRAW });

/** The tasks of a lesson for a learner, by the reference under which they stand in its writing. */
export function shownTasks(
  tasks: FrozenTasks,
  answers: readonly AnswerRow[],
  locale: Locale,
  besides: (taskId: number) => Beside = () => NOTHING_BESIDE,
): Map<string, ShownTask> {
  const byTask = new Map(answers.map((row) => [row.taskId, row]));
  return new Map(
    tasks.map(({ id, body }) => {
      const row = byTask.get(id);
      return [String(id), showTask(id, body, row ? standingOf(body, row, locale) : UNTOUCHED, locale, besides(id))];
    }),
  );
}

/** What others have to do with the tasks of somebody who takes part. */
async function besidesOf(
  { db }: Pick<Ctx, 'db'>,
  { id, courseId, groupId }: LearnerRow,
  tasks: FrozenTasks,
): Promise<(taskId: number) => Beside> {
  const idsOf = (kind: 'discussion' | 'assignment'): number[] =>
    tasks.flatMap((task) => (task.body.kind === kind ? [task.id] : []));
  const [talks, works] = [idsOf('discussion'), idsOf('assignment')];
  const own = talks.length === 0 ? [] : await selectOwnPosts(db, id, talks);
  const posts =
    talks.length === 0 ? [] : await selectShownPosts(db, { courseId, groupId }, { taskIds: talks, besides: id });
  const handedIn = works.length === 0 ? [] : await selectOwnWorks(db, id, works);
  return (taskId) => {
    const work = handedIn.find((one) => one.taskId === taskId);
    return {
      learnerId: id,
      own: own.find((one) => one.taskId === taskId)?.state ?? null,
      posts: posts
        .filter((one) => one.taskId === taskId)
        .map((one) => ({ id: one.id, number: one.number, text: one.text })),
      work: work
        ? { id: work.id, state: work.state, fileName: work.fileName, marks: work.marks, words: work.words }
        : null,
    };
  };
}

/** A writing as it is gone through: words, and what is to be done between them. A task that is not of the lesson, or stood there before, is left out. */
export function partsOf(
  blocks: readonly KeptBlock[],
  tasks: ReadonlyMap<string, ShownTask>,
  locale: Locale,
): LessonPart[] {
  const parts: LessonPart[] = [];
  let words: ShownBlock[] = [];
  const endWords = (): void => {
    if (words.length > 0) parts.push({ kind: 'words', blocks: words });
    words = [];
  };
  const seen = new Set<string>();
  const shown = blocksFor(blocks, locale);
  for (const [i, { body }] of blocks.entries()) {
    const said = shown[i];
    if (body.kind !== 'embed' || body.embed !== TASK_EMBED) {
      if (said) words.push(said);
      continue;
    }
    const task = seen.has(body.ref) ? undefined : tasks.get(body.ref);
    if (!task) continue;
    seen.add(body.ref);
    endWords();
    parts.push({ kind: 'task', task });
  }
  endWords();
  return parts;
}

/**
 * A lesson as the reader sees it, with what they answered. Throws `courses.not_found`, `withdrawn`, `lesson_unknown`.
 * @param at `course` also by an earlier address
 */
export async function viewLesson(
  ctx: Ctx,
  at: { course: string; lesson: string },
  learner: Learner,
): Promise<{ lesson: PublicLesson }> {
  const { db, locale } = ctx;
  const opened = await openCourse(db, at.course, learnerOf(ctx, learner));
  const whole = await openLesson(ctx, opened, at.lesson);
  const { blocks } = await readVersion(db, whole.writingId, whole.writingVersionId);
  const answers = opened.learner ? await selectAnswers(db, opened.learner.id, whole.line.taskIds) : [];
  if (opened.learner) await noteSeen(db, opened.learner.id, ctx.clock.now());
  const tasks = await withLivingBooks(ctx, whole.tasks);
  const besides = opened.learner ? await besidesOf(ctx, opened.learner, tasks) : undefined;
  const parts = partsOf(blocks, shownTasks(tasks, answers, locale, besides), locale);
  const lines = await linesFor(db, opened, locale);
  const words = parts.flatMap((part) => (part.kind === 'words' ? part.blocks.map(({ block }) => block) : []));
  const { id, slug, head } = opened.course;
  return {
    lesson: {
      course: { id, slug, ...headFor(head, locale) },
      ...{ id: whole.line.lessonId, slug: whole.line.slug, number: whole.at + 1, of: lines.length },
      title: lessonTitle(whole.line.head, locale),
      language: lessonLanguage(whole.line.head, locale),
      minutes: whole.line.head.minutes,
      parts,
      previous: lines[whole.at - 1] ?? null,
      next: lines[whole.at + 1] ?? null,
      joined: opened.learner !== null,
      standing: lines[whole.at]?.standing ?? 'new',
      ...(await shownThings(ctx, words)),
    },
  };
}
