import { openComments, readWriting, wordsOfBlock } from '#modules/ground/content';
import type { Ctx } from '#platform/context';
import { TASK_EMBED } from '../client.ts';
import type { CourseRow } from '../data/courses.queries.ts';
import { selectLessons, selectTasks, type LessonRow, type TaskRow } from '../data/lessons.queries.ts';
import { answersNear, answersNow } from '../learning/find-records.ts';
import { standsNow } from '../learning/find-shelf.ts';
import { withLivingBooks } from '../learning/listed-books.ts';
import { writableCourse } from '../managed-course.ts';
import type { NamedLibrary } from '../rules/outcome.ts';
import { waitsForWord } from './review-course.ts';

/** What is said of a course before it is published. */
export interface CourseCheck {
  code:
    | 'no_lesson'
    | 'empty_lesson'
    | 'no_task'
    | 'missing_guide'
    | 'few_answers'
    | 'no_answer'
    | 'missing_english'
    | 'needs_review'
    | 'open_comments'
    | 'no_copy_there'
    | 'book_gone'
    | 'few_near';
  /** It is not published with this. */
  blocking: boolean;
  /** Null: of the course as a whole. */
  lessonId: number | null;
  /** Of the lesson or of the course. */
  title: string;
  /** Near which libraries too few records answer; left out: it is about something else. */
  libraries?: NamedLibrary[];
}

/** So many more than are to be found should be there: some are lent tomorrow. */
const SPARE = 2;

/** The tasks of a lesson that stand in its writing, in their order, each once. */
export const standingTasks = (
  blocks: readonly { body: { kind: string; embed?: string; ref?: string } }[],
  tasks: readonly TaskRow[],
): TaskRow[] => {
  const byRef = new Map(tasks.map((task) => [String(task.id), task]));
  const standing = blocks.flatMap(({ body }) => {
    const task = body.kind === 'embed' && body.embed === TASK_EMBED ? byRef.get(body.ref ?? '') : undefined;
    return task ? [task] : [];
  });
  return [...new Set(standing)];
};

async function lessonChecks(
  ctx: Ctx,
  { lesson, libraryId }: { lesson: LessonRow; libraryId: number | null },
  tasks: readonly TaskRow[],
): Promise<CourseCheck[]> {
  const { blocks } = await readWriting(ctx, lesson.writingId);
  const said = (code: CourseCheck['code'], blocking: boolean): CourseCheck => ({
    ...{ code, blocking, lessonId: lesson.id, title: lesson.title },
  });
  const standing = standingTasks(blocks, tasks);
  const checks: CourseCheck[] = [];
  const hasWords = blocks.some(({ body }) => body.kind !== 'embed' && wordsOfBlock(body).trim() !== '');
  if (!hasWords && standing.length === 0) checks.push(said('empty_lesson', true));
  else if (standing.length === 0) checks.push(said('no_task', false));
  if (lesson.guide === '') checks.push(said('missing_guide', false));
  if (lesson.titleEn === '') checks.push(said('missing_english', false));
  for (const { body } of await withLivingBooks(ctx, standing)) {
    // what is read elsewhere as well is no reason to keep a course back
    if (body.kind === 'reading' && body.books.some(({ bibId }) => bibId === null))
      checks.push(said('book_gone', false));
    if (body.kind === 'shelf' && body.goal.beginnings.length > 0 && !(await standsNow(ctx, body.goal)))
      checks.push(said('no_copy_there', body.goal.drawn.length === 0));
    if (body.kind !== 'search') continue;
    const near = await answersNear(ctx, body.goal);
    const answers = await answersNow(ctx, body.goal, libraryId, near);
    const short = near.filter((one) => one.answers < body.goal.count);
    // whoever learns near one of these cannot solve it: somebody is to know, and can decide that nobody does
    if (short.length > 0 && answers >= body.goal.count)
      checks.push({ ...said('few_near', false), libraries: short.map(({ library }) => library) });
    if (answers < body.goal.count) checks.push(said('no_answer', true));
    else if (answers < body.goal.count + SPARE) checks.push(said('few_answers', false));
  }
  return checks;
}

/**
 * What is to be mended in a course before it is published, what blocks it first. It asks the catalogue, so it is asked before a course is held.
 * Needs `courses.manage`. Throws `courses.not_found`. @param lessonId null: the whole course; else what is said of this lesson alone
 */
export async function checkCourse(ctx: Ctx, id: number, lessonId: number | null = null): Promise<CourseCheck[]> {
  return checksOf(ctx, await writableCourse(ctx, id), lessonId);
}

/** What is said of a course as a whole. */
async function wholeChecks(ctx: Ctx, course: CourseRow, lessons: readonly LessonRow[]): Promise<CourseCheck[]> {
  const said = (code: CourseCheck['code'], blocking: boolean): CourseCheck => ({
    ...{ code, blocking, lessonId: null, title: course.title },
  });
  const checks: CourseCheck[] = [];
  if (lessons.length === 0) checks.push(said('no_lesson', true));
  if (course.titleEn === '') checks.push(said('missing_english', false));
  if (await waitsForWord(ctx.db, course)) checks.push(said('needs_review', false));
  return checks;
}

/** The same as {@link checkCourse} of a course that was read. */
export async function checksOf(ctx: Ctx, course: CourseRow, lessonId: number | null = null): Promise<CourseCheck[]> {
  const all = await selectLessons(ctx.db, course.id);
  const lessons = lessonId === null ? all : all.filter(({ id }) => id === lessonId);
  const checks = lessonId === null ? await wholeChecks(ctx, course, lessons) : [];
  const open = await openComments(
    ctx,
    lessons.map(({ writingId }) => writingId),
  );
  const tasks = await selectTasks(
    ctx.db,
    lessons.map(({ id }) => id),
  );
  for (const lesson of lessons) {
    const own = tasks.filter((task) => task.lessonId === lesson.id);
    checks.push(...(await lessonChecks(ctx, { lesson, libraryId: course.libraryId }, own)));
    if (open.has(lesson.writingId))
      checks.push({ code: 'open_comments', blocking: false, lessonId: lesson.id, title: lesson.title });
  }
  return checks.toSorted((a, b) => Number(b.blocking) - Number(a.blocking));
}
