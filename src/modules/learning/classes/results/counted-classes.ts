import { networkZone } from '#modules/ground/libraries';
import { participantCells, tellableGroups } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import { localDate } from '#shared/dates';
import { schoolYearOf } from '#shared/school-year';
import { selectTeacherIds } from '../data/classes.queries.ts';
import { countHeld, selectCounted, type CountedRow } from '../data/results.queries.ts';
import { leastFor, tellableSums, type Asker, type CountedClass } from '../rules/tell-classes.ts';

/** A class of a school year, as it was counted: whoever tells of it leaves out what is of few. */
export interface ReportedClass extends CountedClass {
  name: string;
  state: CountedRow['state'];
  /** How many came, and whether the course lets it be told. */
  came: number;
  isCameTellable: boolean;
  meetings: number;
  minutes: number;
}

/** Classes of a school year. */
export interface YearOfClasses {
  /** Those in which there are classes, the last first. */
  years: string[];
  year: string;
  classes: ReportedClass[];
}

/** The school year that a class says, else the one in which it began. */
export const yearOf = ({ schoolYear, startsOn }: Pick<CountedRow, 'schoolYear' | 'startsOn'>): string =>
  schoolYear || schoolYearOf(startsOn);

/**
 * The classes of libraries in a school year, counted; a year in which there is none is the last in which there is one. The caller has checked who
 * asks. @param libraryIds null: of all
 */
export async function countedClasses(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  { libraryIds, year, asker }: { libraryIds: readonly number[] | null; year: string | null; asker: Asker },
): Promise<YearOfClasses> {
  const rows = await selectCounted(ctx.db, libraryIds);
  const zone = await networkZone(ctx.db);
  const now = ctx.clock.now();
  const years = [...new Set(rows.map(yearOf))].toSorted().toReversed();
  const asked = year !== null && years.includes(year) ? year : (years[0] ?? schoolYearOf(localDate(now, zone)));
  const own = rows.filter((row) => yearOf(row) === asked);
  const cells = await participantCells(ctx.db, [...new Set(own.map(({ courseId }) => courseId))], zone);
  const tellable = tellableGroups(cells, leastFor(asker));
  const sums = tellableSums(own, cells, leastFor(asker));
  const far = new Map(cells.map((cell) => [cell.groupId, cell]));
  const held = await countHeld(
    ctx.db,
    own.map(({ id }) => id),
    now,
  );
  const teachers = Map.groupBy(
    await selectTeacherIds(
      ctx.db,
      own.map(({ id }) => id),
    ),
    ({ classId }) => classId,
  );
  return {
    ...{ years, year: asked },
    classes: own.map(({ id, libraryId, courseId, name, state, pupils }) => ({
      ...{ id, libraryId, courseId, name, state, pupils },
      ...{ came: far.get(id)?.learners ?? 0, finished: far.get(id)?.finished ?? 0 },
      // of a class into which nobody came the course knows nothing
      isCameTellable: tellable.begun.has(id) || !far.has(id),
      // and that nobody finished tells nothing of others
      isTellable: sums.has(id) && (tellable.finished.has(id) || (far.get(id)?.finished ?? 0) === 0),
      taughtBy: (teachers.get(id) ?? []).map(({ accountId }) => accountId),
      ...(held.get(id) ?? { meetings: 0, minutes: 0 }),
    })),
  };
}
