import { networkZone } from '#modules/ground/libraries';
import { lessonCompletion, participation, reportedCourse } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import { isTold, toldSteps } from '#shared/small-counts';
import type { CourseResults } from '../client.ts';
import { selectGainCells, type GainCell } from '../data/gain-cells.queries.ts';
import { selectItemCells } from '../data/item-cells.queries.ts';
import { halfOf, toldParts } from '../rules/tell.ts';
import { linesInWords } from '../taking/outcome.ts';
import { byLine, linesIn, toldGain } from './gain.ts';
import { resultItems } from './items.ts';

const pairsOf = ({ pairs }: GainCell): number => pairs;
const sumOf = (cells: readonly GainCell[], of: (cell: GainCell) => number): number =>
  cells.reduce((sum, cell) => sum + of(cell), 0);

/**
 * What came of a course: gain of those who did both tests, items, completion by lesson, who did one test alone. Needs `courses.manage` or
 * `reports.read` at its library. Throws `courses.not_found`. @param period a half of a year (`2026-2`) for the gain; one that is not told is all
 */
export async function viewCourseResults(ctx: Ctx, courseId: number, period: string | null): Promise<CourseResults> {
  const { id, title, libraryId } = await reportedCourse(ctx, courseId);
  const zone = await networkZone(ctx.db);
  const [cells, itemCells] = await Promise.all([
    selectGainCells(ctx.db, [courseId], zone),
    selectItemCells(ctx.db, courseId),
  ]);
  const lines = byLine(cells);
  const all = lines.get(null) ?? [];
  const periods = [...toldParts(all, pairsOf).halves].toSorted().toReversed();
  const asked = period !== null && periods.includes(period) ? period : null;
  const chosen = (own: readonly GainCell[]): GainCell[] =>
    own.filter(({ month }) => asked === null || halfOf(month) === asked);
  const gainOfLine = (own: readonly GainCell[]) =>
    asked === null || toldParts(own, pairsOf).halves.has(asked) ? toldGain(chosen(own)) : null;
  const words = await linesInWords(ctx, linesIn(cells));
  const people = (await participation(ctx.db, [courseId])).get(courseId) ?? { learners: 0, finished: 0 };
  const lessons = await lessonCompletion(ctx, courseId);
  // who finished has done all lessons: the one and the other are steps of the same people
  const [finished = null, ...done] = toldSteps(
    [people.finished, ...lessons.map((lesson) => lesson.done)],
    people.learners,
  );
  // a period and all of them would tell of the rest by their difference
  const alone = (count: number): number | null => (asked === null && isTold(count) ? count : null);
  return {
    course: { id, title, libraryId },
    ...{ periods, period: asked },
    learners: isTold(people.learners) ? people.learners : null,
    finished,
    gain: toldGain(chosen(all)),
    onlyBefore: alone(sumOf(all, ({ onlyBefore }) => onlyBefore)),
    onlyAfter: alone(sumOf(all, ({ onlyAfter }) => onlyAfter)),
    competences: [...words].map(([line, canDo]) => ({ id: line, canDo, gain: gainOfLine(lines.get(line) ?? []) })),
    items: await resultItems(ctx, { courseId, cells: itemCells, group: null }),
    lessons: lessons.map((lesson, at) => ({
      ...{ id: lesson.id, number: lesson.number, title: lesson.title },
      done: done[at] ?? null,
    })),
  };
}
