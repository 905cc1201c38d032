import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { FEWEST_TOLD, placeKey, toldPlaces, toldSteps } from '#shared/small-counts';
import { countDoneByGroup, selectParticipantCells, type ParticipantCell } from '../data/course-learner.queries.ts';
import { selectLessons } from '../data/lessons.queries.ts';
import { lessonTitle } from '../learning/view-courses.ts';

/** People in courses by class and by the month in which they began, as they were counted: whoever tells of them leaves out what is of few. */
export const participantCells = async (
  db: Db | Tx,
  courseIds: readonly number[],
  zone: string,
): Promise<ParticipantCell[]> => selectParticipantCells(db, courseIds, zone);

/**
 * Classes of which nothing in their courses keeps back how many came (`begun`) or how many finished: neither they nor all others of the course are
 * few by it.
 */
export function tellableGroups(
  cells: readonly ParticipantCell[],
  least: number,
): { begun: Set<number>; finished: Set<number> } {
  const placeOf = ({ courseId, groupId }: ParticipantCell): string[] => [String(courseId), String(groupId ?? '')];
  const groups = (cellsOf: (cell: ParticipantCell) => number[]): Set<number> => {
    const told = toldPlaces(
      cells.map((cell) => ({ place: placeOf(cell), cells: cellsOf(cell) })),
      { own: least, others: FEWEST_TOLD },
    );
    return new Set(
      cells.flatMap((cell) => (cell.groupId !== null && told.has(placeKey(placeOf(cell))) ? [cell.groupId] : [])),
    );
  };
  return {
    begun: groups(({ learners }) => [learners]),
    finished: groups(({ finished, learners }) => [finished, learners - finished]),
  };
}

/** How far a class is in its course, as far as it may be told. */
export interface GroupParticipation {
  /** Pupils who came. */
  learners: number | null;
  finished: number | null;
  lessons: { id: number; number: number; title: string; done: number | null }[];
}

/**
 * How far a class is in its course, without a name: neither those who did something nor those who did not are few, in the class or among all others
 * of the course. The caller has checked who asks.
 * @param all pupils of the class, also those who never came
 * @param least of how few pupils something may be told to whoever asks
 */
export async function groupParticipation(
  { db, locale }: Pick<Ctx, 'db' | 'locale'>,
  { courseId, groupId, all, least }: { courseId: number; groupId: number; all: number; least: number },
): Promise<GroupParticipation> {
  const cells = await selectParticipantCells(db, [courseId], 'UTC');
  const done = await countDoneByGroup(db, courseId);
  const lessons = await selectLessons(db, courseId);
  const counted = new Map(done.map((row) => [`${String(row.groupId)} ${String(row.lessonId)}`, row.done]));
  const doneIn = (group: number | null, lessonId: number): number =>
    counted.get(`${String(group)} ${String(lessonId)}`) ?? 0;
  /** Whether a part of the class, and so the same part of all others, is told. */
  const isToldBeside = (partOf: (cell: ParticipantCell) => number, wholeOf: (cell: ParticipantCell) => number) =>
    toldPlaces(
      groupsOf(cells).map((cell) => ({
        place: [String(cell.groupId ?? '')],
        cells: [partOf(cell), wholeOf(cell) - partOf(cell)],
      })),
      { own: least, others: FEWEST_TOLD },
    ).has(String(groupId));
  const own = groupsOf(cells).find((cell) => cell.groupId === groupId);
  const isBegun = isToldBeside(
    ({ learners }) => learners,
    ({ learners }) => learners,
  );
  const counts = [own?.learners ?? 0, own?.finished ?? 0, ...lessons.map(({ id }) => doneIn(groupId, id))];
  const isTold = [
    isBegun,
    isToldBeside(
      ({ finished }) => finished,
      ({ learners }) => learners,
    ),
    ...lessons.map(({ id }) =>
      isToldBeside(
        (cell) => doneIn(cell.groupId, id),
        ({ learners }) => learners,
      ),
    ),
  ];
  const steps = all < least ? counts.map(() => null) : tellable(counts, isTold, { all, least });
  const [learners = null, finished = null, ...ofLessons] = steps;
  return {
    ...{ learners, finished },
    lessons: lessons.map((lesson, at) => ({
      ...{ id: lesson.id, number: at + 1, title: lessonTitle(lesson, locale), done: ofLessons[at] ?? null },
    })),
  };
}

/** Steps that may be told of themselves, of those that may be told beside all others; that nobody did something tells nothing of others. */
function tellable(
  counts: readonly number[],
  isTold: readonly boolean[],
  { all, least }: { all: number; least: number },
): (number | null)[] {
  const asked = counts.flatMap((count, at) => (isTold[at] || count === 0 ? [{ at, count }] : []));
  const told = toldSteps(
    asked.map(({ count }) => count),
    all,
    least,
  );
  return counts.map((_, at) => told[asked.findIndex((one) => one.at === at)] ?? null);
}

/** Classes (and those of none) whatever the month in which they began. */
const groupsOf = (cells: readonly ParticipantCell[]): ParticipantCell[] =>
  [...Map.groupBy(cells, ({ groupId }) => groupId).values()].flatMap((own) => {
    const [first] = own;
    return first
      ? [
          {
            ...first,
            learners: own.reduce((sum, { learners }) => sum + learners, 0),
            finished: own.reduce((sum, { finished }) => sum + finished, 0),
          },
        ]
      : [];
  });
