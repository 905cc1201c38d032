import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Audience, Task } from '../rules/tasks.ts';
import type { CourseHead } from './courses.queries.ts';

/** What a version keeps of a lesson's head. */
export interface ShownLessonHead {
  module: string;
  moduleEn: string;
  title: string;
  titleEn: string;
  minutes: number;
  /** What it teaches. */
  competenceIds: number[];
}
/** Tasks of a lesson as they were published. */
export type FrozenTasks = { id: number; body: Task; competenceId: number | null }[];

export interface VersionRow {
  id: number;
  number: number;
  publishedAt: Date;
  publishedBy: string;
}

/** The last versions of a course, the newest first. */
export const selectVersions = async (db: Db | Tx, courseId: number, limit: number): Promise<VersionRow[]> =>
  db
    .selectFrom('courseVersion')
    .select(['id', 'number', 'publishedAt', 'publishedBy'])
    .where('courseId', '=', courseId)
    .orderBy('number', 'desc')
    .limit(limit)
    .execute();

/** Keeps a version of a course, whose row is held. @returns it */
export const insertCourseVersion = async (
  trx: Tx,
  row: { courseId: number; head: CourseHead; publishedAt: Date; publishedBy: string },
): Promise<VersionRow> =>
  trx
    .insertInto('courseVersion')
    .values((eb) => ({
      ...row,
      head: JSON.stringify(row.head),
      number: eb
        .selectFrom('courseVersion')
        .select(sql<number>`coalesce(max(number), 0) + 1`.as('next'))
        .where('courseId', '=', row.courseId),
    }))
    .returning(['id', 'number', 'publishedAt', 'publishedBy'])
    .executeTakeFirstOrThrow();

export const insertLessonVersion = async (
  trx: Tx,
  row: {
    courseVersionId: number;
    lessonId: number;
    position: number;
    slug: string;
    head: ShownLessonHead;
    guide: string;
    writingVersionId: number;
    tasks: FrozenTasks;
  },
): Promise<void> => {
  await trx
    .insertInto('lessonVersion')
    .values({ ...row, head: JSON.stringify(row.head), tasks: JSON.stringify(row.tasks) })
    .execute();
};

/** A course as a version of it was published. */
export interface ShownCourseRow {
  id: number;
  slug: string;
  libraryId: number | null;
  versionId: number;
  number: number;
  publishedAt: Date;
  head: CourseHead;
}

const shown = (db: Db | Tx) =>
  db
    .selectFrom('course')
    .innerJoin('courseVersion', 'courseVersion.id', 'course.shownVersionId')
    .select([
      'course.id',
      'course.slug',
      'course.libraryId',
      'courseVersion.id as versionId',
      'courseVersion.number',
      'courseVersion.publishedAt',
      sql<CourseHead>`course_version.head`.as('head'),
    ])
    .where('course.state', '=', 'published');

/** Sums of the lessons of a version. */
const SUMS = [
  sql<number>`(select count(*) from lesson_version l where l.course_version_id = course_version.id)`.as('lessons'),
  sql<number>`(select coalesce(sum((l.head->>'minutes')::int), 0) from lesson_version l where l.course_version_id = course_version.id)`.as(
    'minutes',
  ),
] as const;
const withSums = (db: Db | Tx) => shown(db).select([...SUMS]);
export type OpenCourseRow = ShownCourseRow & { lessons: number; minutes: number };

/** Courses that everybody sees, by their title. */
export async function selectOpen(
  db: Db | Tx,
  { audience, after, limit }: { audience: Audience | null; after: { title: string; id: number } | null; limit: number },
): Promise<(OpenCourseRow & { title: string })[]> {
  // as it was published: what is being written is nobody's business
  const title = sql<string>`course_version.head->>'title'`;
  let query = withSums(db)
    .select(title.as('title'))
    .orderBy(title)
    .orderBy('course.id')
    .limit(limit + 1);
  if (audience !== null) query = query.where(sql`course_version.head->>'audience'`, '=', audience);
  if (after !== null) query = query.where(sql<boolean>`(${title}, course.id) > (${after.title}, ${after.id})`);
  return query.execute();
}

/** Courses that everybody sees, by their ids. */
export const selectOpenById = async (db: Db | Tx, ids: readonly number[]): Promise<OpenCourseRow[]> =>
  ids.length === 0 ? [] : withSums(db).where('course.id', 'in', ids).orderBy('course.id').execute();

/** Courses that everybody sees in the versions that these learners have. */
export const selectOwn = async (
  db: Db | Tx,
  learnerIds: readonly number[],
): Promise<(OpenCourseRow & { learnerId: number })[]> =>
  db
    .selectFrom('courseLearner')
    .innerJoin('course', 'course.id', 'courseLearner.courseId')
    .innerJoin('courseVersion', 'courseVersion.id', 'courseLearner.courseVersionId')
    .select([
      'courseLearner.id as learnerId',
      'course.id',
      'course.slug',
      'course.libraryId',
      'courseVersion.id as versionId',
      'courseVersion.number',
      'courseVersion.publishedAt',
      sql<CourseHead>`course_version.head`.as('head'),
      ...SUMS,
    ])
    .where('course.state', '=', 'published')
    .where('courseLearner.id', '=', sql<number>`any(${[...learnerIds]}::bigint[])`)
    .execute();

/** How many courses everybody sees for each audience. */
export const countOpen = async (db: Db | Tx): Promise<{ audience: Audience; count: number }[]> =>
  db
    .selectFrom('course')
    .innerJoin('courseVersion', 'courseVersion.id', 'course.shownVersionId')
    .select((eb) => [
      sql<Audience>`course_version.head->>'audience'`.as('audience'),
      eb.fn.countAll<number>().as('count'),
    ])
    .where('course.state', '=', 'published')
    .groupBy(sql`course_version.head->>'audience'`)
    .execute();

/** A course in a version: that which is shown, or another that a learner has. */
export const findVersionOf = async (
  db: Db | Tx,
  { courseId, versionId }: { courseId: number; versionId: number },
): Promise<ShownCourseRow | undefined> =>
  db
    .selectFrom('course')
    .innerJoin('courseVersion', 'courseVersion.courseId', 'course.id')
    .select([
      'course.id',
      'course.slug',
      'course.libraryId',
      'courseVersion.id as versionId',
      'courseVersion.number',
      'courseVersion.publishedAt',
      sql<CourseHead>`course_version.head`.as('head'),
    ])
    .where('course.id', '=', courseId)
    .where('courseVersion.id', '=', versionId)
    .executeTakeFirst();

/** A lesson of a version in the list of its course. */
export interface LessonVersionRow {
  lessonId: number;
  slug: string;
  head: ShownLessonHead;
  taskIds: number[];
}

export const selectLessonVersions = async (db: Db | Tx, courseVersionId: number): Promise<LessonVersionRow[]> =>
  db
    .selectFrom('lessonVersion')
    .select([
      'lessonId',
      'slug',
      sql<ShownLessonHead>`head`.as('head'),
      sql<number[]>`(select coalesce(jsonb_agg(t->'id'), '[]') from jsonb_array_elements(tasks) t)`.as('taskIds'),
    ])
    .where('courseVersionId', '=', courseVersionId)
    .orderBy('position')
    .execute();

/** The tasks of a lesson in versions; a version without that lesson is left out. */
export const selectTasksIn = async (
  db: Db | Tx,
  { lessonId, courseVersionIds }: { lessonId: number; courseVersionIds: readonly number[] },
): Promise<Map<number, FrozenTasks>> =>
  new Map(
    (
      await db
        .selectFrom('lessonVersion')
        .select(['courseVersionId', sql<FrozenTasks>`tasks`.as('tasks')])
        .where('lessonId', '=', lessonId)
        .where('courseVersionId', '=', sql<number>`any(${[...courseVersionIds]}::bigint[])`)
        .execute()
    ).map(({ courseVersionId, tasks }) => [courseVersionId, tasks]),
  );

/** A lesson of a version whole. */
export const findLessonVersion = async (
  db: Db | Tx,
  { courseVersionId, lessonId }: { courseVersionId: number; lessonId: number },
): Promise<{ writingId: number; writingVersionId: number; tasks: FrozenTasks } | undefined> =>
  db
    .selectFrom('lessonVersion')
    .innerJoin('lesson', 'lesson.id', 'lessonVersion.lessonId')
    .select(['lesson.writingId', 'lessonVersion.writingVersionId', sql<FrozenTasks>`tasks`.as('tasks')])
    .where('courseVersionId', '=', courseVersionId)
    .where('lessonId', '=', lessonId)
    .executeTakeFirst();

/** What whoever teaches is told of the lessons of a version, with their tasks as they stand in them. */
export const selectGuides = async (
  db: Db | Tx,
  courseVersionId: number,
): Promise<{ head: ShownLessonHead; guide: string; tasks: FrozenTasks }[]> =>
  db
    .selectFrom('lessonVersion')
    .select(['guide', sql<ShownLessonHead>`head`.as('head'), sql<FrozenTasks>`tasks`.as('tasks')])
    .where('courseVersionId', '=', courseVersionId)
    .orderBy('position')
    .execute();
