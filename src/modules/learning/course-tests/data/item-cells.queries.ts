import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { ItemSums, TestPart } from '../rules/figures.ts';

/** How an item went in a part, as sums, with some learners: those of one class (or of none), in the gain or outside of it. */
export interface ItemCell extends ItemSums {
  groupId: number | null;
  part: TestPart;
  isPaired: boolean;
  /** Null: not of an item; `people` are those who handed that part in. */
  versionId: number | null;
}

/** Items of the sittings of a course that were handed in, by version: an item that was changed is counted anew. */
export async function selectItemCells(db: Db | Tx, courseId: number): Promise<ItemCell[]> {
  const query = sql<ItemCell>`
    with sat as materialized (
      select s.id, s.part, s.learner_id, w.group_id
      from test_sitting s join course_learner w on w.id = s.learner_id
      where w.course_id = ${courseId} and s.handed_in_at is not null
    ), answered as materialized (
      select sat.id, sat.learner_id, a.item_version_id, coalesce(a.is_right, false)::int as x
      from sat join test_answer a on a.sitting_id = sat.id
    ), paired as materialized (
      select distinct learner_id from (
        select learner_id from answered group by learner_id, item_version_id having count(*) > 1) shared
    ), whole as materialized (
      select sat.id, sat.part, sat.group_id, exists (select from paired where paired.learner_id = sat.learner_id) as is_paired,
        right_all, others
      from sat join (select id, sum(x) as right_all, count(*) - 1 as others from answered group by id) counted on counted.id = sat.id
    ), point as (
      select group_id, part, is_paired, item_version_id, x, (right_all - x)::float8 / nullif(others, 0) as y
      from whole join answered on answered.id = whole.id
    )
    select group_id, part, is_paired, item_version_id as version_id, count(*)::int as people, sum(x)::int as right_count,
      count(y)::int as rests, (coalesce(sum(x) filter (where y is not null), 0))::int as rests_right,
      coalesce(sum(y), 0)::float8 as sum, coalesce(sum(y ^ 2), 0)::float8 as squares,
      coalesce(sum(y) filter (where x = 1), 0)::float8 as sum_right
    from point group by group_id, part, is_paired, item_version_id
    union all
    select group_id, part, is_paired, null, count(*)::int, 0, 0, 0, 0, 0, 0 from whole group by group_id, part, is_paired`;
  return (await query.execute(db)).rows;
}
