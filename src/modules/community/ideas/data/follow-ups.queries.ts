import { sql, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { ActionPlanFollowUp } from '#platform/database/db-types';
import type { FollowUpDay } from '../rules/plans.ts';

/** What is asked later; a plan that was committed to before keeps its days. */
export const insertFollowUps = async (trx: Tx, rows: readonly { planId: number; day: number; opensOn: string }[]) =>
  trx
    .insertInto('actionPlanFollowUp')
    .values([...rows])
    .onConflict((conflict) => conflict.doNothing())
    .execute();

export const updateFollowUp = async (
  trx: Tx,
  planId: number,
  day: FollowUpDay,
  changes: Updateable<ActionPlanFollowUp>,
) => trx.updateTable('actionPlanFollowUp').set(changes).where('planId', '=', planId).where('day', '=', day).execute();

/** A date of the plan's own library. */
const today = (now: Date) => sql`(${now}::timestamptz at time zone library.time_zone)::date`;

/** What is to be asked today, or was asked a week ago and is not answered: the oldest first. */
export async function selectFollowUpsDue(db: Db | Tx, now: Date, limit: number) {
  const { rows } = await sql<{ planId: number; day: FollowUpDay; first: boolean }>`
    select f.plan_id, f.day, f.opened_at is null as first
    from action_plan_follow_up f join action_plan p on p.id = f.plan_id join library on library.id = p.library_id
    where f.answered_at is null and p.status <> 'stopped' and f.opens_on <= ${today(now)}
      and (f.opened_at is null or (f.reminded_at is null and f.opens_on + 7 <= ${today(now)}))
    order by f.opens_on, f.plan_id, f.day limit ${limit}`.execute(db);
  return rows;
}

/** Plans whose day, or the day of a milestone, comes within a week, and whose owner is known. */
export async function selectPlansSoon(db: Db | Tx, now: Date) {
  const { rows } = await sql<{ planId: number; enrolmentId: number; milestone: string | null; on: string }>`
    select p.id as plan_id, p.enrolment_id, null as milestone, p.due_on as on
    from action_plan p join library on library.id = p.library_id
    where p.enrolment_id is not null and p.status in ('committed', 'in_progress') and p.due_on between ${today(now)} and ${today(now)} + 7
    union all
    select p.id, p.enrolment_id, m.text, m.due_on
    from action_plan_milestone m join action_plan p on p.id = m.plan_id join library on library.id = p.library_id
    where p.enrolment_id is not null and p.status in ('committed', 'in_progress') and m.done_on is null and m.due_on between ${today(now)} and ${today(now)} + 7
    order by 1, 4`.execute(db);
  return rows;
}
