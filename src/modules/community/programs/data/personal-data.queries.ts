import { sql, type RawBuilder } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import { foldFirstLoans } from './chain.queries.ts';
import type { EnrolmentStatus, FormQuestion } from '../client.ts';

export interface EnrolmentOfMember {
  title: string;
  libraryName: string;
  status: EnrolmentStatus;
  participant: string;
  institution: string;
  people: number;
  answers: Record<string, string>;
  form: FormQuestion[];
  placedAt: Date;
  /** The short link by which they came; empty: by another way. */
  cameBy: string;
  /** They borrowed for the first time after it. */
  firstLoan: boolean;
  attended: string[];
}

/** What is kept of a member: enrolments of their own and those they placed for somebody, with the sessions that were attended. */
export async function selectOfMember(db: Db | Tx, memberId: number): Promise<EnrolmentOfMember[]> {
  const query = sql<EnrolmentOfMember>`select p.title, l.name as library_name, e.status, coalesce(m.full_name, e.name) as participant,
      e.institution, e.people, e.answers, p.form, e.placed_at, e.came_by, e.first_loan,
      coalesce((select json_agg(s.title order by s.starts_at) from program_attendance a join program_session s on s.id = a.session_id
        where a.enrolment_id = e.id), '[]') as attended
    from program_enrolment e join program p on p.id = e.program_id join library l on l.id = p.library_id
      left join member m on m.id = e.member_id
    where e.member_id = ${memberId} or e.placed_by_member_id = ${memberId} order by e.id`;
  return (await query.execute(db)).rows;
}

/** Programmes that are not over and in which a member has or wants a seat. */
export async function selectOpenPrograms(trx: Tx, memberId: number): Promise<number[]> {
  const query = sql<{
    id: number;
  }>`select distinct e.program_id as id from program_enrolment e join program p on p.id = e.program_id
    where e.member_id = ${memberId} and e.ended_at is null
      and p.state in ('draft', 'review', 'published', 'running') order by 1`;
  return (await query.execute(trx)).rows.map((row) => row.id);
}

/** Whose name goes: a member's own enrolments, or one of a guest. */
const whose = (who: { memberId: number } | { enrolmentId: number }) =>
  'memberId' in who ? sql`member_id = ${who.memberId}` : sql`id = ${who.enrolmentId}`;

/** Who came by the code of the room noted it themselves. */
const forgetOwnSteps = async (db: Db | Tx, enrolments: RawBuilder<unknown>) =>
  sql`update program_attendance set recorded_by = '…' where enrolment_id in (select id from program_enrolment where ${enrolments})
    and recorded_by = (select m.full_name from program_enrolment e join member m on m.id = e.member_id
      where e.id = program_attendance.enrolment_id)`.execute(db);

/** Enrolments in programmes that are not over end; no name stays at any. @returns those that ended now */
export async function forgetParticipant(
  trx: Tx,
  who: { memberId: number } | { enrolmentId: number },
  now: Date,
): Promise<number[]> {
  const ended = await sql<{
    id: number;
  }>`update program_enrolment set status = 'cancelled', ended_at = ${now}, offer_ends_at = null
    where ${whose(who)} and ended_at is null
      and program_id in (select p.id from program p where p.state in ('draft', 'review', 'published', 'running'))
    returning id`.execute(trx);
  await forgetOwnSteps(trx, whose(who));
  await foldFirstLoans(trx, whose(who));
  await sql`update program_enrolment set member_id = null, placed_by_member_id = null, name = '', contact = '', answers = '{}',
    guardian_name = '', guardian_consent_at = null where ${whose(who)}`.execute(trx);
  return ended.rows.map(({ id }) => id);
}

/** Whom a member enrolled keeps the seat; nothing says any more by whom. */
export async function forgetGuardian(trx: Tx, memberId: number): Promise<void> {
  await sql`update program_enrolment set placed_by_member_id = null, guardian_name = '', contact = ''
    where placed_by_member_id = ${memberId}`.execute(trx);
}

/** The ticket of an enrolment opens nothing any more. */
export async function changeTicket(trx: Tx, enrolmentId: number, ticket: string): Promise<void> {
  await trx.updateTable('programEnrolment').set({ ticket }).where('id', '=', enrolmentId).execute();
}

/** A programme without a session was over when it was changed last. */
const over = (before: Date) =>
  sql`program_id in (select p.id from program p
    where coalesce((select max(s.ends_at) from program_session s where s.program_id = p.id), p.changed_at) < ${before})`;
const past = (
  before: Date,
) => sql`(member_id is not null or placed_by_member_id is not null or name <> '' or contact <> '')
  and ${over(before)}`;
/** Names of speakers stand on the programme and its papers; how they were reached, and why they said no, goes. */
const pastSpeaker = (before: Date) => sql`(email <> '' or answer_note <> '') and ${over(before)}`;

/** Enrolments with a name and speakers with an address, of programmes that ended before an instant. */
export async function countNamed(db: Db | Tx, before: Date): Promise<number> {
  const query = sql<{ count: number }>`select ((select count(*) from program_enrolment where ${past(before)})
    + (select count(*) from program_speaker where ${pastSpeaker(before)}))::int as count`;
  return (await query.execute(db)).rows[0]?.count ?? 0;
}

export async function cutNamed(db: Db | Tx, before: Date): Promise<number> {
  await forgetOwnSteps(db, past(before));
  await foldFirstLoans(db, past(before));
  const query = sql`update program_enrolment set member_id = null, placed_by_member_id = null, name = '', contact = '', answers = '{}',
    guardian_name = '', guardian_consent_at = null where ${past(before)}`;
  const speakers = sql`update program_speaker set email = '', answer_note = '' where ${pastSpeaker(before)}`;
  const gone = [await query.execute(db), await speakers.execute(db)];
  return gone.reduce((sum, { numAffectedRows }) => sum + Number(numAffectedRows ?? 0n), 0);
}
