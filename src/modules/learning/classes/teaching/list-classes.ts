import { classCourses } from '#modules/learning/courses';
import { accountOf, type Ctx } from '#platform/context';
import { authorizeAnywhere, grantedLibraries } from '#platform/rights/authorize';
import type { ClassLine, LearntCourse } from '../client.ts';
import { selectClassesOf, type ClassRow } from '../data/classes.queries.ts';
import { countPupils } from '../data/pupils.queries.ts';

/** A class as a list shows it. */
export const classLine = (
  { courseId, boxRequestId: _, ...row }: ClassRow,
  courses: ReadonlyMap<number, LearntCourse>,
  pupils: number,
): ClassLine => ({
  ...{ ...row, pupils },
  course: courses.get(courseId) ?? { id: courseId, slug: '', title: '', isOpen: false },
});

/** The classes that somebody teaches, those that learn first, by their names. Needs `courses.teach`. */
export async function listClasses(ctx: Ctx): Promise<ClassLine[]> {
  authorizeAnywhere(ctx, 'courses.teach');
  const accountId = accountOf(ctx.actor);
  if (accountId === null) return [];
  const granted = grantedLibraries(ctx.actor, 'courses.teach');
  const rows = await selectClassesOf(ctx.db, { accountId, libraryIds: granted === 'all' ? null : granted });
  const courses = await classCourses(
    ctx,
    rows.map(({ courseId }) => courseId),
  );
  const counts = await countPupils(
    ctx.db,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => classLine(row, courses, counts.get(row.id) ?? 0));
}
