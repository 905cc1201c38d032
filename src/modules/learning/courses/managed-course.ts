import { accountOf, actorName, type Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { authorize, can, canAnywhere } from '#platform/rights/authorize';
import { isAuthor } from './data/authors.queries.ts';
import { findCourse, lockCourse, type CourseHead, type CourseRow } from './data/courses.queries.ts';
import { findLesson, type LessonRow } from './data/lessons.queries.ts';
import { courseErrors } from './errors.ts';

/** Whether who acts answers for the courses of its library, or writes this one with them and may still teach. */
async function mayWrite(db: Db | Tx, { actor }: Pick<Ctx, 'actor'>, { id, libraryId }: CourseRow): Promise<boolean> {
  if (can(actor, 'courses.manage', libraryId)) return true;
  const accountId = accountOf(actor);
  return accountId !== null && canAnywhere(actor, 'courses.teach') && (await isAuthor(db, id, accountId));
}

/** Throws `platform.forbidden` unless who acts may write a course. */
async function mustWrite(db: Db | Tx, ctx: Pick<Ctx, 'actor'>, course: CourseRow): Promise<void> {
  if (!(await mayWrite(db, ctx, course))) authorize(ctx, 'courses.manage', course.libraryId);
}

/**
 * A course for whoever may write it: who answers for it, with `courses.manage` at its library, and its co-authors. Throws `courses.not_found`,
 * `platform.forbidden`.
 */
export async function writableCourse(ctx: Pick<Ctx, 'actor'> & { db: Db | Tx }, id: number): Promise<CourseRow> {
  const course = await findCourse(ctx.db, id);
  if (!course) throw courseErrors.notFound();
  await mustWrite(ctx.db, ctx, course);
  return course;
}

/** A course for whoever answers for it, with `courses.manage` at its library: no co-author. Throws as {@link writableCourse}. */
export async function managedCourse(ctx: Pick<Ctx, 'actor'> & { db: Db | Tx }, id: number): Promise<CourseRow> {
  const course = await findCourse(ctx.db, id);
  if (!course) throw courseErrors.notFound();
  authorize(ctx, 'courses.manage', course.libraryId);
  return course;
}

/**
 * A course for whoever reads what came of it: who answers for it, with `courses.manage` at its library, and whoever reads the reports there. Throws
 * as {@link writableCourse}.
 */
export async function reportedCourse(ctx: Pick<Ctx, 'actor'> & { db: Db | Tx }, id: number): Promise<CourseRow> {
  const course = await findCourse(ctx.db, id);
  if (!course) throw courseErrors.notFound();
  if (!can(ctx.actor, 'courses.manage', course.libraryId)) authorize(ctx, 'reports.read', course.libraryId);
  return course;
}

/**
 * A course for whoever teaches by it: whoever may write it, and, where everybody can learn it, whoever teaches a class anywhere. Throws as
 * {@link writableCourse}. @returns `mayWrite`: also what is not published yet is theirs to read
 */
export async function guidedCourse(
  ctx: Pick<Ctx, 'actor' | 'db'>,
  id: number,
): Promise<{ course: CourseRow; mayWrite: boolean }> {
  const course = await findCourse(ctx.db, id);
  if (!course) throw courseErrors.notFound();
  const isWriter = await mayWrite(ctx.db, ctx, course);
  const mayRead = isWriter || (course.state === 'published' && canAnywhere(ctx.actor, 'courses.teach'));
  if (!mayRead) authorize(ctx, 'courses.manage', course.libraryId);
  return { course, mayWrite: isWriter };
}

/** Holds a course for whoever may write it. Throws as {@link writableCourse}, and `platform.version_conflict` where another version was read. */
export async function heldCourse(
  trx: Tx,
  ctx: Pick<Ctx, 'actor'>,
  id: number,
  version: number | null,
): Promise<CourseRow> {
  const course = await lockCourse(trx, id);
  if (!course) throw courseErrors.notFound();
  await mustWrite(trx, ctx, course);
  if (version !== null && course.version !== version) throw platformErrors.versionConflict();
  return course;
}

/** Holds a course for whoever answers for it: no co-author. Throws as {@link heldCourse}. */
export async function heldManagedCourse(
  trx: Tx,
  ctx: Pick<Ctx, 'actor'>,
  id: number,
  version: number | null,
): Promise<CourseRow> {
  const course = await heldCourse(trx, ctx, id, version);
  authorize(ctx, 'courses.manage', course.libraryId);
  return course;
}

/** A lesson with its course, for whoever may write it. Throws `courses.lesson_unknown`, `platform.forbidden`. */
export async function writableLesson(
  ctx: Pick<Ctx, 'actor'> & { db: Db | Tx },
  lessonId: number,
): Promise<{ lesson: LessonRow; course: CourseRow }> {
  const lesson = await findLesson(ctx.db, lessonId);
  const course = lesson && (await findCourse(ctx.db, lesson.courseId));
  if (!lesson || !course) throw courseErrors.lessonUnknown();
  await mustWrite(ctx.db, ctx, course);
  return { lesson, course };
}

/** Holds the course of a lesson: lessons of one course are changed one after the other. Throws as {@link writableLesson}. */
export async function heldLesson(
  trx: Tx,
  ctx: Pick<Ctx, 'actor'>,
  lessonId: number,
): Promise<{ lesson: LessonRow; course: CourseRow }> {
  const found = await findLesson(trx, lessonId);
  if (!found) throw courseErrors.lessonUnknown();
  const course = await heldCourse(trx, ctx, found.courseId, null);
  // as it stands now that nobody else changes it
  const lesson = await findLesson(trx, lessonId);
  if (!lesson) throw courseErrors.lessonUnknown();
  return { lesson, course };
}

/** How the trace names a course. */
export const courseEntity = ({ id, libraryId }: Pick<CourseRow, 'id' | 'libraryId'>) => ({
  entity: 'course' as const,
  entityId: id,
  libraryId,
});

/** What a version keeps of a course's head. */
export const headOf = (row: CourseHead): CourseHead => ({
  ...{ title: row.title, titleEn: row.titleEn, summary: row.summary, summaryEn: row.summaryEn, authors: row.authors },
  ...{ audience: row.audience, phase: row.phase, tier: row.tier, jp: row.jp },
});

/** Whether who acts is who asked for a second person: by the account, where there was one. */
export const isOwnSubmission = (
  { actor }: Pick<Ctx, 'actor'>,
  { submittedBy, submittedById }: Pick<CourseRow, 'submittedBy' | 'submittedById'>,
): boolean =>
  submittedBy !== '' &&
  (submittedById === null ? submittedBy === actorName(actor) : submittedById === accountOf(actor));
