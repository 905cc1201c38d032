import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { selectFinished, type Finishers, type FinishedRow } from '../data/finished.queries.ts';
import { selectLessonVersions } from '../data/versions.queries.ts';
import { lessonTitle } from './view-courses.ts';

/** A course with lesson hours that somebody finished. */
export interface FinishedCourse {
  /** Of whom; null: of the member who was asked for. */
  accountId: number | null;
  courseId: number;
  slug: string;
  title: string;
  /** Lesson hours, as the version says that they finished. */
  jp: number;
  finishedAt: Date;
  /** Everybody can begin it now. */
  isOpen: boolean;
}

const finishedOf = (row: FinishedRow, locale: 'id' | 'en'): FinishedCourse => ({
  ...{ accountId: row.accountId, courseId: row.courseId, slug: row.slug, title: lessonTitle(row.head, locale) },
  ...{ jp: row.head.jp ?? 0, finishedAt: row.finishedAt, isOpen: row.isOpen },
});

/** Courses with lesson hours that people finished, also those that are offered no longer. The caller has checked who may see it. */
export const finishedCourses = async (
  { db, locale }: Pick<Ctx, 'locale'> & { db: Db | Tx },
  who: Finishers,
): Promise<FinishedCourse[]> => (await selectFinished(db, who)).map((row) => finishedOf(row, locale));

/** A course that one person finished, in Indonesian as papers are, with its library and what its lessons are called; undefined: they did not. */
export async function finishedCourse(
  db: Db | Tx,
  courseId: number,
  who: { accountId: number } | { memberId: number },
): Promise<(FinishedCourse & { libraryId: number | null; lessons: string[] }) | undefined> {
  const rows = await selectFinished(db, 'memberId' in who ? who : { accountIds: [who.accountId] });
  const row = rows.find((one) => one.courseId === courseId);
  if (!row) return undefined;
  const lessons = await selectLessonVersions(db, row.courseVersionId);
  return {
    ...finishedOf(row, 'id'),
    libraryId: row.libraryId,
    lessons: lessons.map(({ head }) => lessonTitle(head, 'id')),
  };
}
