import { staffWho } from '#modules/ground/identity';
import { classCourses, standingsOfKeys } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import { seenLibraries } from '#platform/rights/authorize';
import { FEWEST_TOLD } from '#shared/small-counts';
import type { ClassFigures } from '../client.ts';
import { selectActiveAt, selectTeacherIds, type ClassRow } from '../data/classes.queries.ts';
import { selectKeysOf } from '../data/pupils.queries.ts';
import { classLine } from './list-classes.ts';

/** A part of a class is told when neither it nor the rest of the class is one to nine. */
const partOf = (part: number, all: number): number | null =>
  [part, all - part].every((count) => count === 0 || count >= FEWEST_TOLD) ? part : null;

/** Who could teach each class that nobody who may teaches any longer. */
async function candidatesOf(
  { db }: Pick<Ctx, 'db'>,
  rows: readonly ClassRow[],
): Promise<Map<number, { id: number; name: string }[]>> {
  const teachers = await selectTeacherIds(
    db,
    rows.map(({ id }) => id),
  );
  const of = Map.groupBy(teachers, ({ classId }) => classId);
  const able = new Map<number, { id: number; name: string }[]>();
  for (const libraryId of new Set(rows.map((row) => row.libraryId)))
    able.set(libraryId, await staffWho(db, 'courses.teach', libraryId));
  return new Map(
    rows.flatMap(({ id, libraryId }) => {
      const may = able.get(libraryId) ?? [];
      const isTaught = of.get(id)?.some(({ accountId }) => may.some((one) => one.id === accountId));
      return isTaught ? [] : [[id, may.map((one) => ({ id: one.id, name: one.name }))] as const];
    }),
  );
}

/** So many classes stand on a page. */
const PAGE = 50;

/** A page of {@link classFigures} of all libraries where they may, those without a teacher first. @param page 1-based; one that there is not is the last */
export async function classFiguresPage(
  ctx: Ctx,
  page: number,
): Promise<{ figures: ClassFigures[]; page: number; pages: number }> {
  const rows = await selectActiveAt(ctx.db, seenLibraries(ctx, 'courses.manage'));
  const candidates = await candidatesOf(ctx, rows);
  const sorted = rows.toSorted((a, b) => Number(candidates.has(b.id)) - Number(candidates.has(a.id)));
  const pages = Math.max(1, Math.ceil(rows.length / PAGE));
  const at = Math.min(page, pages);
  return { figures: await figuresOf(ctx, sorted.slice((at - 1) * PAGE, at * PAGE), candidates), page: at, pages };
}

/**
 * Classes that learn now, in figures without a name: how many pupils there are, came and finished, told from ten pupils on. Needs
 * `courses.manage`. @param libraryId of one library; left out: of all where they may
 */
export async function classFigures(ctx: Ctx, libraryId?: number): Promise<ClassFigures[]> {
  const rows = await selectActiveAt(ctx.db, seenLibraries(ctx, 'courses.manage', libraryId));
  return figuresOf(ctx, rows, await candidatesOf(ctx, rows));
}

async function figuresOf(
  ctx: Ctx,
  rows: readonly ClassRow[],
  candidates: Awaited<ReturnType<typeof candidatesOf>>,
): Promise<ClassFigures[]> {
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
      candidates: candidates.get(row.id) ?? null,
    };
  });
}
