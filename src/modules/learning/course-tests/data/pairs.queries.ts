import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Pair } from '../rules/figures.ts';

/** What was answered before and after to the same item in the same version, in sittings that were handed in. */
const SHARED = sql`
  from test_sitting first
  join course_learner w on w.id = first.learner_id
  join test_sitting last on last.learner_id = first.learner_id and last.part = 'after' and last.handed_in_at is not null
  join test_answer before on before.sitting_id = first.id
  join test_answer after on after.sitting_id = last.id and after.item_version_id = before.item_version_id
  where first.part = 'before' and first.handed_in_at is not null`;

/** Learners with both tests by course, as `pairsOf` reckons them of all items. */
export async function selectPairs(db: Db | Tx, courseIds: readonly number[]): Promise<Map<number, Pair[]>> {
  const query = sql<Pair & { courseId: number }>`
    select w.course_id, w.id as learner_id,
      (100.0 * count(*) filter (where before.is_right) / count(*))::float8 as before,
      (100.0 * count(*) filter (where after.is_right) / count(*))::float8 as after
    ${SHARED} and w.course_id = any(${[...courseIds]}::bigint[])
    group by w.course_id, w.id
    order by w.id`;
  return Map.groupBy((await query.execute(db)).rows, ({ courseId }) => courseId);
}

/** How many learners of a course have both tests: of all items (null), and of each line. */
export async function countPairs(db: Db | Tx, courseId: number): Promise<Map<number | null, number>> {
  const query = sql<{ competenceId: number | null; count: number }>`
    select v.competence_id, count(distinct w.id)::int as count
    from (select before.item_version_id, w.id ${SHARED} and w.course_id = ${courseId}) w
    join test_item_version v on v.id = w.item_version_id
    group by grouping sets ((), (v.competence_id))`;
  return new Map((await query.execute(db)).rows.map(({ competenceId, count }) => [competenceId, count]));
}
