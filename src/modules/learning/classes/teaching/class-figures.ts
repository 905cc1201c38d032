import { classCourses, progressOfKeys } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import { seenLibraries } from '#platform/rights/authorize';
import type { ClassFigures } from '../client.ts';
import { selectActiveAt } from '../data/classes.queries.ts';
import { selectPupils } from '../data/pupils.queries.ts';
import { classLine } from './list-classes.ts';

/** Of fewer pupils than these nothing is told. */
const FEWEST_TOLD = 10;

/**
 * Classes that learn now, in figures without a name: how many pupils there are, came and finished, told from ten pupils on. Needs
 * `courses.manage`. @param libraryId of one library; left out: of all where they may
 */
export async function classFigures(ctx: Ctx, libraryId?: number): Promise<ClassFigures[]> {
  const rows = await selectActiveAt(ctx.db, seenLibraries(ctx, 'courses.manage', libraryId));
  const courses = await classCourses(
    ctx,
    rows.map(({ courseId }) => courseId),
  );
  const figures: ClassFigures[] = [];
  for (const row of rows) {
    const keys = (await selectPupils(ctx.db, row.id)).map(({ learnerKey }) => learnerKey);
    const isTold = keys.length >= FEWEST_TOLD;
    const so = isTold ? [...(await progressOfKeys(ctx, row.courseId, keys)).byKey.values()] : [];
    const { id, name, course } = classLine(row, courses, keys.length);
    figures.push({
      ...{ id, libraryId: row.libraryId, name, course },
      pupils: isTold ? keys.length : null,
      came: isTold ? so.length : null,
      finished: isTold ? so.filter(({ finishedAt }) => finishedAt !== null).length : null,
    });
  }
  return figures;
}
