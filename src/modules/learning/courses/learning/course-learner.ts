import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { selectOfKeys } from '../data/class-learners.queries.ts';
import { hasBegun, shareLearner } from '../data/course-learner.queries.ts';
import { courseErrors } from '../errors.ts';
import { hashOf, learnerOf, type Learner } from './learner.ts';
import { openCourse } from './open-course.ts';
import { headFor } from './view-courses.ts';

/** Who learns in a course, for modules that hang on them. */
export interface CourseLearner {
  course: { id: number; slug: string; title: string; /** Of the title. */ language: 'id' | 'en' };
  /** Row of `course_learner`, with which all goes that stands beside it; null: the reader takes no part yet. */
  learnerId: number | null;
  /** A lesson of it was begun. */
  begun: boolean;
  finishedAt: Date | null;
}

/** The reader as a learner of the course at an address, also at an earlier one. Throws `courses.not_found`, `withdrawn`. */
export async function courseLearner(
  { db, actor, locale }: Pick<Ctx, 'db' | 'actor' | 'locale'>,
  slug: string,
  learner: Learner,
): Promise<CourseLearner> {
  const { course, learner: row } = await openCourse(db, slug, learnerOf({ actor }, learner));
  const { title, language } = headFor(course.head, locale);
  return {
    course: { id: course.id, slug: course.slug, title, language },
    learnerId: row?.id ?? null,
    begun: row !== null && (await hasBegun(db, row.id)),
    finishedAt: row?.finishedAt ?? null,
  };
}

/** Holds a learner until the transaction ends, so that they do not leave meanwhile, nor their class end. Throws `courses.not_found`, `class_over` where that was. */
export async function holdCourseLearner(trx: Tx, learnerId: number): Promise<void> {
  const held = await shareLearner(trx, learnerId);
  if (!held) throw courseErrors.notFound();
  if (held.closedAt !== null) throw courseErrors.classOver();
}

/** The learners of a course who hold keys, by their keys; who has not begun is left out. */
export async function learnersOfKeys(
  db: Db | Tx,
  courseId: number,
  keys: readonly string[],
): Promise<Map<string, number>> {
  const byHash = new Map((await selectOfKeys(db, courseId, keys.map(hashOf))).map(({ id, key }) => [key, id]));
  return new Map(
    keys.flatMap((key) => {
      const id = byHash.get(hashOf(key).toString('hex'));
      return id === undefined ? [] : [[key, id] as const];
    }),
  );
}
