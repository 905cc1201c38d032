import type { Db, Tx } from '#platform/database/db';
import type { ToldOutcome } from '../rules/outcome-steps.ts';

/** Courses that are open to everybody, in the order of their numbers. */
export const selectOpenCourses = async (
  db: Db | Tx,
  { afterId, limit }: { afterId: number; limit: number },
): Promise<number[]> =>
  (
    await db
      .selectFrom('course')
      .select('id')
      .where('state', '=', 'published')
      .where('shownVersionId', 'is not', null)
      .where('id', '>', afterId)
      .orderBy('id')
      .limit(limit)
      .execute()
  ).map(({ id }) => id);

/** What everybody is told of courses, by their numbers. */
export async function selectOutcomes(
  db: Db | Tx,
  courseIds: readonly number[],
): Promise<Map<number, ToldOutcome & { countedAt: Date }>> {
  const rows = await db
    .selectFrom('courseOutcome')
    .select(['courseId', 'countedAt', 'learners', 'finished', 'pairs', 'gain', 'low', 'high'])
    .where('courseId', 'in', [...courseIds])
    .execute();
  return new Map(
    rows.map(({ courseId, countedAt, learners, finished, pairs, gain, low, high }) => [
      courseId,
      {
        ...{ countedAt, learners, finished },
        gain:
          pairs === null || gain === null || low === null || high === null
            ? null
            : { pairs, gain, interval: { low, high } },
      },
    ]),
  );
}

/** Writes down what everybody is told of a course from now on. */
export async function writeOutcome(
  db: Db | Tx,
  courseId: number,
  { learners, finished, gain, countedAt }: ToldOutcome & { countedAt: Date },
): Promise<void> {
  const row = {
    ...{ learners, finished, countedAt, pairs: gain?.pairs ?? null, gain: gain?.gain ?? null },
    ...{ low: gain?.interval.low ?? null, high: gain?.interval.high ?? null },
  };
  await db
    .insertInto('courseOutcome')
    .values({ courseId, ...row })
    .onConflict((conflict) => conflict.column('courseId').doUpdateSet(row))
    .execute();
}
