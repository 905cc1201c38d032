import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { countDoneByLesson, countParticipants } from '../data/course-learner.queries.ts';
import { findLessonToGoOn, selectLessonCompetences } from '../data/competences.queries.ts';
import { selectLessons } from '../data/lessons.queries.ts';
import { headFor, lessonTitle } from '../learning/view-courses.ts';

/** People in a course, as they were counted: whoever tells of them leaves out what is of few. */
export interface Participation {
  learners: number;
  finished: number;
}

/** How many learn in courses and how many finished, by course; one in which nobody does is left out. */
export async function participation(db: Db, courseIds: readonly number[]): Promise<Map<number, Participation>> {
  const rows = await countParticipants(db, courseIds);
  return new Map(rows.map(({ courseId, learners, finished }) => [courseId, { learners, finished }]));
}

/** The lessons of a course as they stand, with how many have done each, as they were counted. */
export async function lessonCompletion(
  { db, locale }: Pick<Ctx, 'db' | 'locale'>,
  courseId: number,
): Promise<{ id: number; number: number; title: string; done: number }[]> {
  const done = new Map((await countDoneByLesson(db, courseId)).map((row) => [row.lessonId, row.done]));
  return (await selectLessons(db, courseId)).map((lesson, at) => ({
    ...{ id: lesson.id, number: at + 1, title: lessonTitle(lesson, locale), done: done.get(lesson.id) ?? 0 },
  }));
}

/** A lesson that teaches a line of a framework, as a reader is led to it. */
interface TeachingLesson {
  course: string;
  slug: string;
  lesson: string;
  lessonSlug: string;
}

/**
 * Where somebody who learns goes on to learn a line: a lesson of their course as they have it, else one that everybody sees of a course for the
 * same people. Null: there is none.
 */
export async function lessonToGoOn(
  { db, locale }: Pick<Ctx, 'db' | 'locale'>,
  about: { learnerId: number; competenceId: number },
): Promise<TeachingLesson | null> {
  const found = await findLessonToGoOn(db, about);
  if (!found) return null;
  const { slug, lessonSlug, head, lessonHead } = found;
  return { slug, lessonSlug, course: headFor(head, locale).title, lesson: lessonTitle(lessonHead, locale) };
}

/** Lines that lessons of a course teach, as it is being written. */
export async function competencesTaughtBy(db: Db | Tx, courseId: number): Promise<number[]> {
  const lessons = await selectLessons(db, courseId);
  const taught = await selectLessonCompetences(
    db,
    lessons.map(({ id }) => id),
  );
  return [...new Set([...taught.values()].flat())];
}
