import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import type { TaskKind } from '../client.ts';
import {
  closeGroup,
  deleteOfKeys,
  markOfClass,
  selectCoursesById,
  selectDoneOf,
  selectFrozenTasks,
  selectOfKeys,
  selectStandings,
  selectTriesOf,
  updateKey,
  type ClassCourseRow,
} from '../data/class-learners.queries.ts';
import { insertLearner, lockLearner } from '../data/learners.queries.ts';
import { selectLessonVersions } from '../data/versions.queries.ts';
import { courseErrors } from '../errors.ts';
import { said } from '../rules/tasks.ts';
import { hashOf } from './learner.ts';
import { lessonTitle } from './view-courses.ts';

/** A course that a class learns. */
export interface ClassCourse {
  id: number;
  slug: string;
  title: string;
  /** Everybody can begin it now. */
  isOpen: boolean;
}

const isOpen = ({ state, shownVersionId }: ClassCourseRow): boolean => state === 'published' && shownVersionId !== null;

/** Courses by their ids, in the language of the reader; one that there is not is left out. */
export async function classCourses(
  ctx: Pick<Ctx, 'locale'> & { db: Db | Tx },
  ids: readonly number[],
): Promise<Map<number, ClassCourse>> {
  const rows = await selectCoursesById(ctx.db, ids);
  return new Map(
    rows.map((row) => [
      row.id,
      { id: row.id, slug: row.slug, title: lessonTitle(row, ctx.locale), isOpen: isOpen(row) },
    ]),
  );
}

/**
 * Lets whoever holds a key take part in what a course shows now, where they do not yet; they learn in that class from now on. Throws
 * `courses.not_found`, `withdrawn`. @returns the address of the course
 */
export async function holdLearnerOfKey(
  trx: Tx,
  { courseId, groupId, key, at }: { courseId: number; groupId: number; key: string; at: Date },
): Promise<string> {
  const [course] = await selectCoursesById(trx, [courseId]);
  if (!course) throw courseErrors.notFound();
  const { shownVersionId, slug } = course;
  if (!isOpen(course) || shownVersionId === null) throw courseErrors.withdrawn();
  const keyHash = hashOf(key);
  await insertLearner(trx, { courseId, courseVersionId: shownVersionId, at }, { keyHash });
  await lockLearner(trx, courseId, { keyHash });
  await markOfClass(trx, { courseId, groupId, keyHash, at });
  return slug;
}

/** How far whoever holds a key is in a course. */
export interface KeyProgress {
  seenAt: Date;
  finishedAt: Date | null;
  /** Ids of lessons that were opened, and of those that are done. */
  begun: number[];
  done: number[];
  tries: { taskId: number; tries: number; isRight: boolean }[];
}

/** A course with how far many are in it. */
export interface CourseProgress {
  /** As whoever begins now has them. */
  lessons: { id: number; slug: string; number: number; title: string; taskIds: number[] }[];
  tasks: { id: number; lessonId: number; kind: TaskKind; prompt: string }[];
  byKey: ReadonlyMap<string, KeyProgress>;
}

/** How far those who hold keys are in a course; who has not begun is left out. */
export async function progressOfKeys(
  { db, locale }: Pick<Ctx, 'db' | 'locale'>,
  courseId: number,
  keys: readonly string[],
): Promise<CourseProgress> {
  const [course] = await selectCoursesById(db, [courseId]);
  const versionId = course?.shownVersionId ?? null;
  const shown = versionId === null ? [] : await selectLessonVersions(db, versionId);
  // in the words that pupils answered, not in those that somebody is writing
  const frozen = versionId === null ? [] : await selectFrozenTasks(db, versionId);
  const tasks = frozen.flatMap(({ lessonId, tasks: own }) => own.map(({ id, body }) => ({ id, lessonId, body })));
  const learners = await selectOfKeys(db, courseId, keys.map(hashOf));
  const ids = learners.map(({ id }) => id);
  const lessons = Map.groupBy(await selectDoneOf(db, ids), ({ learnerId }) => learnerId);
  const tries = Map.groupBy(await selectTriesOf(db, ids), ({ learnerId }) => learnerId);
  const byHash = new Map(
    learners.map(({ id, key, seenAt, finishedAt }) => [
      key,
      {
        ...{ seenAt, finishedAt },
        begun: (lessons.get(id) ?? []).map(({ lessonId }) => lessonId),
        done: (lessons.get(id) ?? []).filter(({ isDone }) => isDone).map(({ lessonId }) => lessonId),
        tries: (tries.get(id) ?? []).map((one) => ({ taskId: one.taskId, tries: one.tries, isRight: one.isRight })),
      },
    ]),
  );
  return {
    lessons: shown.map(({ lessonId, slug, head, taskIds }, at) => ({
      ...{ id: lessonId, slug, number: at + 1, title: lessonTitle(head, locale), taskIds },
    })),
    tasks: tasks.map(({ id, lessonId, body }) => ({
      ...{ id, lessonId, kind: body.kind },
      prompt: said(body.prompt, locale),
    })),
    byKey: new Map(
      keys.flatMap((key) => {
        const found = byHash.get(hashOf(key).toString('hex'));
        return found ? [[key, found]] : [];
      }),
    ),
  };
}

/** Who of those who hold keys learns in which course, and whether they finished it; who has not begun is in none. */
export async function standingsOfKeys(
  { db }: Pick<Ctx, 'db'>,
  keys: readonly string[],
): Promise<(courseId: number, key: string) => { isFinished: boolean } | undefined> {
  const rows = await selectStandings(db, keys.map(hashOf));
  const found = new Map(rows.map(({ courseId, key, isFinished }) => [`${courseId} ${key}`, { isFinished }]));
  return (courseId, key) => found.get(`${courseId} ${hashOf(key).toString('hex')}`);
}

/** Gives what stands beside a key to a new one: browsers that hold the old one know nothing of it any more. */
export const renewKey = async (trx: Tx, from: string, to: string): Promise<void> =>
  updateKey(trx, hashOf(from), hashOf(to));

/** Forgets all that stands beside keys, in every course. */
export const forgetKeys = async (trx: Tx, keys: readonly string[]): Promise<void> =>
  deleteOfKeys(trx, keys.map(hashOf));

/** A class ends: what its pupils are sending just now is waited for, and nothing is taken after it. */
export const closeLearnersOf = async (trx: Tx, groupId: number, at: Date): Promise<void> =>
  closeGroup(trx, groupId, at);

/** A class that had ended learns again. */
export const reopenLearnersOf = async (trx: Tx, groupId: number): Promise<void> => closeGroup(trx, groupId, null);
