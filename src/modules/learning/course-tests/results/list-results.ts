import { networkZone } from '#modules/ground/libraries';
import { listReportedCourses, participantCells } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import { schoolYearOf } from '#shared/school-year';
import { isTold, placeKey, toldPart, toldPlaces } from '#shared/small-counts';
import type { ListedResults, ResultLine } from '../client.ts';
import { selectGainCells, type GainCell } from '../data/gain-cells.queries.ts';
import { toldParts } from '../rules/tell.ts';
import { byLine, toldGain } from './gain.ts';

type People = Awaited<ReturnType<typeof participantCells>>;

/** How many learn in a course and how many finished it, of those who began in a school year or of all. */
function peopleOf(cells: People, year: string | null): Pick<ResultLine, 'learners' | 'finished'> {
  const own = cells.filter(({ month }) => year === null || schoolYearOf(month) === year);
  const learners = own.reduce((sum, cell) => sum + cell.learners, 0);
  const finished = own.reduce((sum, cell) => sum + cell.finished, 0);
  if (year === null) return { learners: isTold(learners) ? learners : null, finished: toldPart(finished, learners) };
  const isToldOf = (cellsOf: (cell: People[number]) => number[]): boolean =>
    own.length === 0 ||
    toldPlaces(cells.map((cell) => ({ place: [schoolYearOf(cell.month)], cells: cellsOf(cell) }))).has(
      placeKey([year]),
    );
  return {
    learners: isToldOf((cell) => [cell.learners]) ? learners : null,
    finished: isToldOf((cell) => [cell.finished, cell.learners - cell.finished]) ? finished : null,
  };
}

const gainIn = (cells: readonly GainCell[], year: string | null) => {
  if (year !== null && !toldParts(cells, ({ pairs }) => pairs).years.has(year)) return null;
  return toldGain(cells.filter(({ month }) => year === null || schoolYearOf(month) === year));
};

/**
 * What came of the courses that somebody answers for or whose reports they read, by their titles. Needs `courses.manage` or `reports.read`
 * somewhere.
 */
export async function listCourseResults(
  ctx: Ctx,
  asked: { cursor?: string | undefined; limit: number; year?: string | undefined },
): Promise<ListedResults> {
  const { data, next } = await listReportedCourses(ctx, asked);
  const year = asked.year ?? null;
  const courseIds = data.map(({ id }) => id);
  const zone = await networkZone(ctx.db);
  const people = Map.groupBy(await participantCells(ctx.db, courseIds, zone), ({ courseId }) => courseId);
  const gains = byLine(await selectGainCells(ctx.db, courseIds, zone)).get(null) ?? [];
  const gainsIn = Map.groupBy(gains, ({ courseId }) => courseId);
  return {
    ...{ year, next },
    data: data.map((course) => ({
      course,
      ...peopleOf(people.get(course.id) ?? [], year),
      gain: gainIn(gainsIn.get(course.id) ?? [], year),
    })),
  };
}
