import { classCourses, standingsOfKeys } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import { seenLibraries } from '#platform/rights/authorize';
import { FEWEST_TOLD } from '#shared/small-counts';
import type { ClassFigures } from '../client.ts';
import { selectActiveAt } from '../data/classes.queries.ts';
import { selectKeysOf } from '../data/pupils.queries.ts';
import { classLine } from './list-classes.ts';

/** A part of a class is told when neither it nor the rest of the class is one to nine. */
const partOf = (part: number, all: number): number | null =>
  [part, all - part].every((count) => count === 0 || count >= FEWEST_TOLD) ? part : null;

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
  const pupils = await selectKeysOf(
    ctx.db,
    rows.map(({ id }) => id),
  );
  const keysOf = Map.groupBy(pupils, ({ classId }) => classId);
  const standing = await standingsOfKeys(
    ctx,
    pupils.map(({ learnerKey }) => learnerKey),
  );
  return rows.map((row) => {
    const own = keysOf.get(row.id) ?? [];
    const so = own.flatMap(({ learnerKey }) => standing(row.courseId, learnerKey) ?? []);
    const isTold = own.length >= FEWEST_TOLD;
    const { id, name, course } = classLine(row, courses, own.length);
    return {
      ...{ id, libraryId: row.libraryId, name, course },
      pupils: isTold ? own.length : null,
      came: isTold ? partOf(so.length, own.length) : null,
      finished: isTold ? partOf(so.filter(({ isFinished }) => isFinished).length, own.length) : null,
    };
  });
}
