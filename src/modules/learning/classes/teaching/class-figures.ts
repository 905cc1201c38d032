import { staffWhoAt } from '#modules/ground/identity';
import { classCourses } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import { seenLibraries } from '#platform/rights/authorize';
import { toldSteps } from '#shared/small-counts';
import type { ClassFigures } from '../client.ts';
import { selectActiveAt, selectTeacherIds, type ClassRow } from '../data/classes.queries.ts';
import { askerAt } from '../results/asker.ts';
import { countedClasses, yearOf } from '../results/counted-classes.ts';
import { leastFor, tellClasses, type Asker } from '../rules/tell-classes.ts';
import { classLine } from './list-classes.ts';

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
  const able = await staffWhoAt(db, 'courses.teach', [...new Set(rows.map(({ libraryId }) => libraryId))]);
  return new Map(
    rows.flatMap(({ id, libraryId }) => {
      const may = able.get(libraryId) ?? [];
      const isTaught = of.get(id)?.some(({ accountId }) => may.some((one) => one.id === accountId));
      return isTaught ? [] : [[id, may.map((one) => ({ id: one.id, name: one.name }))] as const];
    }),
  );
}

type Told = Pick<ClassFigures, 'pupils' | 'came' | 'finished'>;

/** What may be told of classes that one sees alike, by class: as the results of their schools tell it. */
async function toldOf(ctx: Ctx, rows: readonly ClassRow[], asker: Asker): Promise<Map<number, Told>> {
  const told = new Map<number, Told>();
  for (const [year, own] of Map.groupBy(rows, yearOf)) {
    const libraries = asker === 'city' ? [null] : [...new Set(own.map(({ libraryId }) => libraryId))].map((id) => [id]);
    for (const libraryIds of libraries) {
      const { classes } = await countedClasses(ctx, { libraryIds, year, asker });
      const tell = tellClasses(classes, asker);
      for (const { id, libraryId, courseId, came, isCameTellable } of classes) {
        const { pupils, finished } = tell({ libraryId, courseId, id });
        const steps = finished === null ? [came] : [finished, came];
        const last = pupils === null ? null : toldSteps(steps, pupils, leastFor(asker)).at(-1);
        told.set(id, { pupils, finished, came: isCameTellable ? (last ?? null) : null });
      }
    }
  }
  return told;
}

/** So many classes stand on a page. */
const PAGE = 50;

/** A page of {@link classFigures} of all libraries where they may, those without a teacher first. @param page 1-based; one that there is not is the last */
export async function classFiguresPage(
  ctx: Ctx,
  page: number,
): Promise<{ figures: ClassFigures[]; page: number; pages: number }> {
  const rows = await selectActiveAt(ctx.db, seenLibraries(ctx, 'courses.manage', undefined));
  const candidates = await candidatesOf(ctx, rows);
  const sorted = rows.toSorted((a, b) => Number(candidates.has(b.id)) - Number(candidates.has(a.id)));
  const pages = Math.max(1, Math.ceil(rows.length / PAGE));
  const at = Math.min(page, pages);
  return { figures: await figuresOf(ctx, sorted.slice((at - 1) * PAGE, at * PAGE), candidates), page: at, pages };
}

/**
 * Classes that learn now, in figures without a name: how many pupils there are, came and finished, as the table of disclosure lets it be told. Needs
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
  const askers = Map.groupBy(rows, (row) => askerAt(ctx, row.libraryId));
  const told = new Map<number, Told>();
  for (const [asker, own] of askers) for (const [id, one] of await toldOf(ctx, own, asker)) told.set(id, one);
  return rows.map((row) => {
    const { id, name, course } = classLine(row, courses, 0);
    return {
      ...{ id, libraryId: row.libraryId, name, course },
      ...(told.get(id) ?? { pupils: null, came: null, finished: null }),
      candidates: candidates.get(id) ?? null,
    };
  });
}
