import { beginWriting, type BlockPair } from '#modules/ground/content';
import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { freeSlug, slugOf } from '#shared/text/slug';
import { touchCourse, type CourseRow } from '../data/courses.queries.ts';
import {
  insertLesson,
  placeLesson,
  selectLessons,
  selectLessonSlugs,
  updateLesson,
  type LessonRow,
} from '../data/lessons.queries.ts';
import { courseErrors } from '../errors.ts';
import { courseEntity, heldCourse, heldLesson } from '../managed-course.ts';
import { lessonHead, type LessonHeadInput } from '../schema.ts';

/** More lessons nobody finds their way in. */
export const MOST_LESSONS = 60;
const EMPTY_TEXT: BlockPair = { body: { kind: 'text', spans: [] }, english: null };

/** Writes a lesson behind the others of a course that is held. @returns its id and its writing */
export async function writeLesson(
  trx: Tx,
  ctx: Ctx,
  course: Pick<CourseRow, 'id'>,
  { head, blocks }: { head: LessonHeadInput; blocks: readonly BlockPair[] },
): Promise<{ id: number; writingId: number }> {
  const read = parseInput(lessonHead, head);
  const there = await selectLessons(trx, course.id);
  if (there.length >= MOST_LESSONS) throw courseErrors.tooManyLessons({ most: MOST_LESSONS });
  const slug = freeSlug(slugOf(read.title) ?? 'pelajaran', await selectLessonSlugs(trx, course.id));
  const writingId = await beginWriting(trx, ctx, blocks);
  const id = await insertLesson(trx, {
    ...{ ...read, courseId: course.id, slug, writingId },
    position: (there.at(-1)?.position ?? 0) + 1,
    changedAt: ctx.clock.now(),
  });
  return { id, writingId };
}

/**
 * Adds a lesson behind the others, with one empty text. Needs `courses.manage` at the course's library. Throws `courses.not_found`,
 * `too_many_lessons`, `platform.invalid_input`. @returns its id
 */
export async function addLesson(ctx: Ctx, courseId: number, input: LessonHeadInput): Promise<number> {
  return ctx.db.transaction().execute(async (trx) => {
    const held = await heldCourse(trx, ctx, courseId, null);
    const { id } = await writeLesson(trx, ctx, held, { head: input, blocks: [EMPTY_TEXT] });
    await touchCourse(trx, held, ctx.clock.now());
    await recordAudit(trx, ctx, {
      ...{ action: 'course.lesson_added', ...courseEntity(held) },
      after: { lessonId: id, title: input.title },
    });
    return id;
  });
}

/** Does something to a lesson of a course that is held, and traces it. */
async function changing(
  ctx: Ctx,
  lessonId: number,
  action: string,
  work: (trx: Tx, found: { lesson: LessonRow; course: CourseRow }) => Promise<object | null>,
): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const found = await heldLesson(trx, ctx, lessonId);
    const after = await work(trx, found);
    // nothing happened: what was submitted stays so
    if (after === null) return;
    await touchCourse(trx, found.course, ctx.clock.now());
    await recordAudit(trx, ctx, { action, ...courseEntity(found.course), after: { lessonId, ...after } });
  });
}

/** Changes what is said of a lesson, over the version that was read. Needs `courses.manage`. Throws `courses.lesson_unknown`, `platform.version_conflict`, `invalid_input`. */
export async function saveLesson(
  ctx: Ctx,
  lessonId: number,
  { version, ...input }: LessonHeadInput & { version: number },
): Promise<void> {
  const head = parseInput(lessonHead, input);
  await changing(ctx, lessonId, 'course.lesson_changed', async (trx, { lesson }) => {
    if (lesson.version !== version) throw platformErrors.versionConflict();
    await updateLesson(trx, lessonId, { ...head, changedAt: ctx.clock.now() });
    return { title: head.title, minutes: head.minutes };
  });
}

/** Moves a lesson one up or down; at the end nothing happens. Needs `courses.manage`. Throws `courses.lesson_unknown`. */
export async function moveLesson(ctx: Ctx, lessonId: number, by: 'up' | 'down'): Promise<void> {
  await changing(ctx, lessonId, 'course.lesson_moved', async (trx, { course }) => {
    const there = await selectLessons(trx, course.id);
    const from = there.findIndex(({ id }) => id === lessonId);
    const [one, other] = [there[from], there[by === 'up' ? from - 1 : from + 1]];
    if (!one || !other) return null;
    const order = there.map((lesson) => (lesson === one ? other : lesson === other ? one : lesson));
    for (const [place, { id }] of order.entries()) await placeLesson(trx, id, place + 1);
    return { by };
  });
}

/** Takes a lesson out; {@link putLessonBack} undoes it. Who has begun with what is published keeps it. Needs `courses.manage`. Throws `courses.lesson_unknown`, `platform.version_conflict`. */
export async function removeLesson(ctx: Ctx, lessonId: number, version: number): Promise<void> {
  await changing(ctx, lessonId, 'course.lesson_removed', async (trx, { lesson }) => {
    if (lesson.version !== version || lesson.removedAt !== null) throw platformErrors.versionConflict();
    await updateLesson(trx, lessonId, { removedAt: ctx.clock.now() });
    return { title: lesson.title };
  });
}

/** Puts a lesson back that was taken out. Needs `courses.manage`. Throws `courses.lesson_unknown`, `too_many_lessons`. */
export async function putLessonBack(ctx: Ctx, lessonId: number): Promise<void> {
  await changing(ctx, lessonId, 'course.lesson_put_back', async (trx, { lesson, course }) => {
    if (lesson.removedAt === null) return null;
    if ((await selectLessons(trx, course.id)).length >= MOST_LESSONS)
      throw courseErrors.tooManyLessons({ most: MOST_LESSONS });
    await updateLesson(trx, lessonId, { removedAt: null });
    return { title: lesson.title };
  });
}
