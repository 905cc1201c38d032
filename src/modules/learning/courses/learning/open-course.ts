import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { findCourse, findSlug } from '../data/courses.queries.ts';
import { findLearner, type LearnerKey, type LearnerRow } from '../data/learners.queries.ts';
import {
  findLessonVersion,
  findVersionOf,
  selectLessonVersions,
  type FrozenTasks,
  type LessonVersionRow,
  type ShownCourseRow,
} from '../data/versions.queries.ts';
import { courseErrors } from '../errors.ts';

/** Longer addresses no course has. */
const SLUG = /^[a-z0-9-]{1,120}$/;

/** A course as it is for one reader: who has begun stays with the version of then. */
export interface OpenedCourse {
  course: ShownCourseRow;
  lessons: LessonVersionRow[];
  learner: LearnerRow | null;
}

/** The course that has or had an address. Throws `courses.not_found`. @returns its id */
export async function courseAt(db: Db | Tx, slug: string): Promise<number> {
  const id = SLUG.test(slug) ? await findSlug(db, slug) : undefined;
  if (id === undefined) throw courseErrors.notFound();
  return id;
}

/** The course at an address for a reader; throws `courses.not_found`, and `withdrawn` where it was for everybody once. */
export async function openCourse(db: Db | Tx, slug: string, who: LearnerKey | null): Promise<OpenedCourse> {
  const row = await findCourse(db, await courseAt(db, slug));
  if (!row) throw courseErrors.notFound();
  if (row.state !== 'published' || row.shownVersionId === null)
    throw row.wasShown ? courseErrors.withdrawn() : courseErrors.notFound();
  const learner = who === null ? undefined : await findLearner(db, row.id, who);
  const versionId = learner?.courseVersionId ?? row.shownVersionId;
  const course = await findVersionOf(db, { courseId: row.id, versionId });
  if (!course) throw courseErrors.notFound();
  return { course, lessons: await selectLessonVersions(db, course.versionId), learner: learner ?? null };
}

/** A lesson of it by its address. Throws `courses.lesson_unknown`. */
export async function openLesson(
  ctx: Pick<Ctx, 'db'>,
  { course, lessons }: OpenedCourse,
  slug: string,
): Promise<{ at: number; line: LessonVersionRow; writingId: number; writingVersionId: number; tasks: FrozenTasks }> {
  const at = lessons.findIndex((one) => one.slug === slug);
  const line = lessons[at];
  const whole =
    line && (await findLessonVersion(ctx.db, { courseVersionId: course.versionId, lessonId: line.lessonId }));
  if (!line || !whole) throw courseErrors.lessonUnknown();
  return { at, line, ...whole };
}
