import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { GainSums } from '../rules/figures.ts';

/** What some learners of a course gained, as sums: those of one class (or of none) who handed in last in one month. */
export interface GainCell extends GainSums {
  courseId: number;
  groupId: number | null;
  /** `2026-11`; a class is in one: that in which somebody in it handed in last. */
  month: string;
  /** Of which items; null: of all. */
  competenceId: number | null;
  onlyBefore: number;
  onlyAfter: number;
}

/**
 * Learners of courses with both tests, by the items alone that they got both times in the same version: one ruler measures twice. Who shares none
 * is in neither; who did one test is counted apart.
 */
export async function selectGainCells(db: Db | Tx, courseIds: readonly number[], zone: string): Promise<GainCell[]> {
  const query = sql<GainCell>`
    with sat as materialized (
      select s.id, s.part = 'before' as is_before, s.learner_id, w.course_id, w.group_id, s.handed_in_at
      from test_sitting s join course_learner w on w.id = s.learner_id
      where w.course_id = any(${[...courseIds]}::bigint[]) and s.handed_in_at is not null
    ), learner as (
      select learner_id, course_id, group_id,
        to_char(max(max(handed_in_at)) over (partition by course_id, coalesce(group_id, -learner_id)) at time zone ${zone}, 'YYYY-MM') as month
      from sat group by learner_id, course_id, group_id
    ), answered as (
      select sat.learner_id, a.item_version_id, count(*) > 1 as is_shared, bool_or(is_before) as had_before, bool_and(is_before) as had_no_after,
        count(*) filter (where a.is_right and is_before) as right_before, count(*) filter (where a.is_right and not is_before) as right_after
      from sat join test_answer a on a.sitting_id = sat.id
      group by sat.learner_id, a.item_version_id
    ), line as (
      select learner_id, v.competence_id, bool_or(had_before) as had_before, not bool_and(had_no_after) as had_after,
        count(*) filter (where is_shared) as shared,
        sum(right_before) filter (where is_shared) as right_before, sum(right_after) filter (where is_shared) as right_after
      from answered join test_item_version v on v.id = answered.item_version_id
      group by learner_id, v.competence_id
    ), own as (
      select learner_id, competence_id, had_before, had_after, shared, 100.0::float8 * right_before / nullif(shared, 0) as before,
        100.0::float8 * right_after / nullif(shared, 0) as after
      from (
        select * from line
        union all
        select learner_id, null, bool_or(had_before), bool_or(had_after), sum(shared)::bigint, sum(right_before), sum(right_after)
        from line group by learner_id
      ) every_line
    )
    select learner.course_id, learner.group_id, learner.month, own.competence_id,
      (count(*) filter (where shared > 0))::int as pairs,
      coalesce(sum(before), 0)::float8 as before, coalesce(sum(after), 0)::float8 as after,
      coalesce(sum((after - before) ^ 2), 0)::float8 as squares,
      (count(*) filter (where not own.had_after))::int as only_before, (count(*) filter (where not own.had_before))::int as only_after
    from own join learner using (learner_id)
    group by learner.course_id, learner.group_id, learner.month, own.competence_id
    order by own.competence_id, learner.month, learner.group_id`;
  return (await query.execute(db)).rows;
}
