import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { CourseHead } from './courses.queries.ts';

/** Whose courses are asked for. */
export type Finishers = { accountIds: readonly number[] } | { memberId: number };

/** A course that somebody finished, as the version said that they finished. */
export interface FinishedRow {
  accountId: number | null;
  courseId: number;
  courseVersionId: number;
  libraryId: number | null;
  slug: string;
  /** Everybody can begin it now. */
  isOpen: boolean;
  finishedAt: Date;
  head: CourseHead;
}

/** Courses with lesson hours that somebody finished, also those that are offered no longer, finished first at the head. */
export const selectFinished = async (db: Db | Tx, who: Finishers): Promise<FinishedRow[]> =>
  db
    .selectFrom('courseLearner')
    .innerJoin('course', 'course.id', 'courseLearner.courseId')
    .innerJoin('courseVersion', 'courseVersion.id', 'courseLearner.courseVersionId')
    .select([
      ...(['courseLearner.accountId', 'courseLearner.courseId', 'courseLearner.courseVersionId'] as const),
      ...(['course.libraryId', 'course.slug'] as const),
      sql<boolean>`course.state = 'published'`.as('isOpen'),
      sql<Date>`course_learner.finished_at`.as('finishedAt'),
      sql<CourseHead>`course_version.head`.as('head'),
    ])
    .where(
      'memberId' in who
        ? sql<boolean>`course_learner.member_id = ${who.memberId}`
        : sql<boolean>`course_learner.account_id = any(${[...who.accountIds]}::bigint[])`,
    )
    .where('courseLearner.finishedAt', 'is not', null)
    .where(sql<boolean>`(course_version.head->>'jp') is not null`)
    .orderBy('courseLearner.finishedAt')
    .orderBy('courseLearner.id')
    .execute();
