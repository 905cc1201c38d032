import { sql, type RawBuilder } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

/** The enrolments of a member. */
export const ofMember = (memberId: number) => sql`(select id from program_enrolment where member_id = ${memberId})`;

/** The enrolment of a guest. */
export const ofGuest = (enrolmentId: number) => sql`(${enrolmentId}::bigint)`;

/** What a member wrote with a name, voted for, and does. Anonymous ideas are nobody's. */
export async function selectOfMember(db: Db | Tx, memberId: number) {
  const own = ofMember(memberId);
  const ideas = await sql<{ text: string; createdAt: Date }>`
    select text, created_at from idea where enrolment_id in ${own} and withdrawn_at is null order by id`.execute(db);
  const comments = await sql<{ text: string; createdAt: Date }>`
    select text, created_at from idea_comment where enrolment_id in ${own} and removed_at is null order by id`.execute(
    db,
  );
  const votes = await sql<{ text: string }>`
    select i.text from idea_vote v join idea i on i.id = v.idea_id where v.enrolment_id in ${own} order by i.id`.execute(
    db,
  );
  const plans = await sql<{ activity: string; goal: string; status: string; reason: string; stories: string[] }>`
    select activity, goal, status, stop_reason as reason,
      coalesce((select json_agg(f.story order by f.day) from action_plan_follow_up f
        where f.plan_id = p.id and f.answered_at is not null), '[]') as stories
    from action_plan p where enrolment_id in ${own} order by id`.execute(db);
  return { ideas: ideas.rows, comments: comments.rows, votes: votes.rows, plans: plans.rows };
}

/** No name stays at what these enrolments wrote and do; votes go. */
export async function forget(trx: Tx, enrolments: RawBuilder<unknown>): Promise<void> {
  await sql`delete from idea_vote where enrolment_id in ${enrolments}`.execute(trx);
  await sql`update idea set enrolment_id = null, author_name = '' where enrolment_id in ${enrolments}`.execute(trx);
  await sql`update idea_comment set enrolment_id = null, author_name = '' where enrolment_id in ${enrolments}`.execute(
    trx,
  );
  await sql`update action_plan set enrolment_id = null, owner_name = '' where enrolment_id in ${enrolments}`.execute(
    trx,
  );
}

/**
 * Of programmes that ended before an instant (without a session: that were changed last before it), without plans that still go on. And of
 * whom the programmes forgot already: by that enrolment nobody would find their name here any more.
 */
const past = (before: Date) => sql`enrolment_id is not null and enrolment_id in (select e.id from program_enrolment e
    join program g on g.id = e.program_id
  where (e.member_id is null and e.name = '')
    or (coalesce((select max(s.ends_at) from program_session s where s.program_id = e.program_id), g.changed_at) < ${before}
      and not exists (select from action_plan p where p.enrolment_id = e.id and p.ended_at is null)))`;
/** Enrolments whose time is over here. */
export const pastEnrolments = (before: Date) => sql`(select enrolment_id from (
  select enrolment_id from idea union select enrolment_id from idea_comment union select enrolment_id from action_plan
) own where ${past(before)})`;
/** Photographs and files of plans that are nobody's any more, or soon are: people may be seen in them. Links stay. */
const pastFile = (before: Date) => sql`file_key is not null and plan_id in (select id from action_plan
  where enrolment_id is null or ${past(before)})`;

export async function countNamed(db: Db | Tx, before: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select (select count(*) from idea where ${past(before)}) + (select count(*) from idea_comment where ${past(before)})
      + (select count(*) from action_plan where ${past(before)})
      + (select count(*) from action_plan_evidence where ${pastFile(before)}) as count`.execute(db);
  return rows[0]?.count ?? 0;
}

/**
 * Names go from ideas, comments and plans, and the files that prove a plan; votes stay, as numbers of enrolments without a name.
 * @returns how many, and the keys of files that nobody needs any more
 */
export async function cutNamed(db: Tx, before: Date): Promise<{ gone: number; files: string[] }> {
  const evidence = await sql<{ fileKey: string }>`delete from action_plan_evidence where ${pastFile(before)}
    returning file_key`.execute(db);
  const files = evidence.rows.map(({ fileKey }) => fileKey);
  const plans = await sql`update action_plan set enrolment_id = null, owner_name = '' where ${past(before)}`.execute(
    db,
  );
  const comments =
    await sql`update idea_comment set enrolment_id = null, author_name = '' where ${past(before)}`.execute(db);
  const ideas = await sql`update idea set enrolment_id = null, author_name = '' where ${past(before)}`.execute(db);
  const names = (plans.numAffectedRows ?? 0n) + (comments.numAffectedRows ?? 0n) + (ideas.numAffectedRows ?? 0n);
  return { gone: Number(names) + files.length, files };
}
