import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { foldedKey } from '#shared/text/fold';
import type { OpenCourse } from '../client.ts';
import { selectOpen, selectOpenById } from '../data/versions.queries.ts';
import { openCourseOf } from './view-courses.ts';

type Looking = Pick<Ctx, 'locale'> & { db: Db | Tx };

/** So many courses are looked through for what somebody types. */
const LOOKED_AT = 300;

/** Courses that everybody sees, by their ids, as their shown version says; what was withdrawn or is gone is left out. */
export const openCoursesById = async ({ db, locale }: Looking, ids: readonly number[]): Promise<OpenCourse[]> =>
  (await selectOpenById(db, ids)).map((row) => openCourseOf(row, row, locale));

/**
 * The same by what somebody typed of their titles, in either language.
 * @param libraryIds of these libraries and of the network alone; left out or null = of all
 */
export async function openCoursesByTitle(
  { db, locale }: Looking,
  asked: string,
  { limit, libraryIds = null }: { limit: number; libraryIds?: readonly number[] | null },
): Promise<OpenCourse[]> {
  const words = foldedKey(asked);
  const rows = await selectOpen(db, { audience: null, after: null, limit: LOOKED_AT });
  return rows
    .filter(({ libraryId }) => libraryIds === null || libraryId === null || libraryIds.includes(libraryId))
    .filter(({ head }) => [head.title, head.titleEn].some((title) => foldedKey(title).includes(words)))
    .slice(0, limit)
    .map((row) => openCourseOf(row, row, locale));
}
