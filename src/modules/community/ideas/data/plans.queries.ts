import { sql, type Insertable, type RawBuilder, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { ActionPlan, ActionPlanEvidence } from '#platform/database/db-types';
import type { Plan } from '../client.ts';
import type { PlanStatus } from '../rules/plans.ts';
import { plansUnder } from './ideas.queries.ts';

const plans = (where: RawBuilder<unknown>, order: RawBuilder<unknown>, limit: number) => sql<Plan>`
  select p.id, json_build_object('id', pr.id, 'title', pr.title, 'libraryId', pr.library_id) as program,
    case when i.id is not null then json_build_object('id', i.id, 'text', i.text) end as idea,
    p.enrolment_id, p.owner_name, p.activity, p.goal, p.indicator, p.fact, p.target, p.baseline, p.goes_down, p.due_on, p.support, p.status,
    p.obstacle, p.stop_reason, p.is_public, p.created_at, p.committed_at, p.ended_at, p.version,
    json_build_object('id', l.id, 'code', l.code, 'name', l.name, 'timeZone', l.time_zone) as library,
    coalesce((select json_agg(json_build_object('id', m.id, 'text', m.text, 'dueOn', m.due_on, 'doneOn', m.done_on)
      order by m.due_on nulls last, m.id) from action_plan_milestone m where m.plan_id = p.id), '[]') as milestones,
    coalesce((select json_agg(json_build_object('id', e.id, 'kind', e.kind, 'title', e.title, 'url', e.url) order by e.id)
      from action_plan_evidence e where e.plan_id = p.id), '[]') as evidence,
    coalesce((select json_agg(json_build_object('day', f.day, 'opensOn', f.opens_on,
        'answeredOn', (f.answered_at at time zone l.time_zone)::date, 'status', f.status, 'measured', f.measured,
        'story', f.story, 'obstacle', f.obstacle) order by f.day)
      from action_plan_follow_up f where f.plan_id = p.id), '[]') as follow_ups
  from action_plan p join program pr on pr.id = p.program_id join library l on l.id = p.library_id
    -- the card that the idea is under now; one that was taken from the board is not shown here either
    left join idea o on o.id = p.idea_id
    left join idea i on i.id = coalesce(o.merged_into_id, o.id) and i.withdrawn_at is null
  where ${where} order by ${order} limit ${limit}`;

const NEWEST = sql`p.id desc`;

export const findPlan = async (db: Db | Tx, id: number): Promise<Plan | undefined> =>
  (await plans(sql`p.id = ${id}`, NEWEST, 1).execute(db)).rows[0];

/** Plans of a programme, by library and age. */
export const selectPlansOfProgram = async (db: Db | Tx, programId: number): Promise<Plan[]> =>
  (await plans(sql`p.program_id = ${programId}`, sql`l.name, p.id`, 1000).execute(db)).rows;

export const selectPlansOfEnrolments = async (
  db: Db | Tx,
  where: { memberId: number } | { tickets: readonly string[] },
): Promise<Plan[]> => {
  const whose =
    'memberId' in where ? sql`e.member_id = ${where.memberId}` : sql`e.ticket = any(${[...where.tickets]}::text[])`;
  const own = sql`p.enrolment_id in (select e.id from program_enrolment e where ${whose})`;
  return (await plans(own, NEWEST, 100).execute(db)).rows;
};

export interface PlanFilter {
  programId?: number | undefined;
  libraryId?: number | undefined;
  status?: PlanStatus | undefined;
  /** Only what everybody may see. */
  publicOnly: boolean;
  /** Of programmes of these libraries; null = all. */
  programLibraries: readonly number[] | null;
}
export const selectPlans = async (db: Db | Tx, filter: PlanFilter): Promise<Plan[]> => {
  const wanted = [
    sql`true`,
    ...(filter.programId === undefined ? [] : [sql`p.program_id = ${filter.programId}`]),
    ...(filter.libraryId === undefined ? [] : [sql`p.library_id = ${filter.libraryId}`]),
    ...(filter.status === undefined ? [] : [sql`p.status = ${filter.status}`]),
    ...(filter.publicOnly ? [sql`p.is_public and p.status <> 'proposed'`] : []),
    ...(filter.programLibraries === null ? [] : [sql`pr.library_id = any(${[...filter.programLibraries]}::bigint[])`]),
  ];
  return (await plans(sql.join(wanted, sql` and `), sql`l.name, p.id`, 500).execute(db)).rows;
};

/** Programmes that have plans, the latest first. */
export const selectProgramsWithPlans = async (db: Db | Tx) =>
  db
    .selectFrom('program')
    .select(['id', 'title'])
    .where((eb) =>
      eb.exists(
        eb.selectFrom('actionPlan').select('actionPlan.id').whereRef('actionPlan.programId', '=', 'program.id'),
      ),
    )
    .orderBy('id', 'desc')
    .limit(100)
    .execute();

/** Whether one of its boards stands where plans are promised, or a plan was made. */
export async function programAsksForPlans(db: Db | Tx, programId: number): Promise<boolean> {
  const { rows } = await sql<{ asks: boolean }>`select
    exists (select from idea_board where program_id = ${programId} and phase = 'commit')
    or exists (select from action_plan where program_id = ${programId}) as asks`.execute(db);
  return rows[0]?.asks ?? false;
}

export const insertPlan = async (trx: Tx, row: Insertable<ActionPlan>): Promise<number> =>
  (await trx.insertInto('actionPlan').values(row).returning('id').executeTakeFirstOrThrow()).id;

/** Holds a plan until the transaction ends; the whole of it is read after that. */
export const lockPlan = async (trx: Tx, id: number) =>
  trx.selectFrom('actionPlan').select('id').where('id', '=', id).forUpdate().executeTakeFirst();

export const updatePlan = async (trx: Tx, id: number, changes: Updateable<ActionPlan>) =>
  trx
    .updateTable('actionPlan')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();

export const insertMilestone = async (trx: Tx, row: { planId: number; text: string; dueOn: string | null }) =>
  trx.insertInto('actionPlanMilestone').values(row).execute();
export const setMilestone = async (trx: Tx, planId: number, id: number, doneOn: string | null) =>
  trx.updateTable('actionPlanMilestone').set({ doneOn }).where('id', '=', id).where('planId', '=', planId).execute();
export const deleteMilestone = async (trx: Tx, planId: number, id: number) =>
  trx.deleteFrom('actionPlanMilestone').where('id', '=', id).where('planId', '=', planId).execute();

export const insertEvidence = async (trx: Tx, row: Insertable<ActionPlanEvidence>): Promise<number> =>
  (await trx.insertInto('actionPlanEvidence').values(row).returning('id').executeTakeFirstOrThrow()).id;
export const findEvidence = async (db: Db | Tx, id: number) =>
  db.selectFrom('actionPlanEvidence').selectAll().where('id', '=', id).executeTakeFirst();
export const deleteEvidence = async (trx: Tx, id: number) =>
  trx.deleteFrom('actionPlanEvidence').where('id', '=', id).execute();

/** Who votes for an idea, and who wrote it where that is known. */
export async function selectSupporters(trx: Tx, ideaId: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select enrolment_id as id from idea_vote where idea_id = ${ideaId}
    union select enrolment_id from idea where enrolment_id is not null and (id = ${ideaId} or merged_into_id = ${ideaId})
    order by id`.execute(trx);
  return rows.map(({ id }) => id);
}

/** Ideas of a programme by votes, the duplicates in what they were merged into. */
export async function selectVoters(db: Db | Tx, programId: number): Promise<number> {
  const { count } = await db
    .selectFrom('ideaVote')
    .innerJoin('ideaBoard', 'ideaBoard.id', 'ideaVote.boardId')
    .select((eb) => eb.fn.count<number>('ideaVote.enrolmentId').distinct().as('count'))
    .where('ideaBoard.programId', '=', programId)
    .executeTakeFirstOrThrow();
  return count;
}

export async function selectTopIdeas(db: Db | Tx, programId: number, limit: number) {
  const { rows } = await sql<{ id: number; text: string; theme: string; votes: number; plans: number }>`
    select i.id, i.text, i.theme, (select count(*) from idea_vote v where v.idea_id = i.id) as votes,
      ${plansUnder} as plans
    from idea i join idea_board b on b.id = i.board_id
    where b.program_id = ${programId} and i.withdrawn_at is null and i.merged_into_id is null
      and b.phase not in ('waiting', 'write')
    order by votes desc, i.id limit ${limit}`.execute(db);
  return rows;
}
