import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { AttendanceWay } from '../client.ts';

/** Share of JP, in a programme without JP of its sessions; confirmed enrolments only. Self-paced work without JP is no session to be at. */
export async function selectAttendanceShares(db: Db | Tx, programId: number): Promise<Map<number, number>> {
  const query = sql<{ enrolmentId: number; share: number }>`
    with sessions as (
      select id, case when sum(jp) over () > 0 then jp::numeric else case when format = 'self_paced' then 0 else 1 end end as weight
      from program_session where program_id = ${programId}
    )
    select e.id as enrolment_id,
      coalesce((select sum(s.weight) from program_attendance a join sessions s on s.id = a.session_id where a.enrolment_id = e.id)
        / nullif((select sum(weight) from sessions), 0), 0)::float8 as share
    from program_enrolment e where e.program_id = ${programId} and e.status = 'confirmed'`;
  return new Map((await query.execute(db)).rows.map((row) => [row.enrolmentId, row.share]));
}

export interface NewAttendance {
  sessionId: number;
  enrolmentId: number;
  way: AttendanceWay;
  cameAt: Date;
  nonce: string | null;
  recordedBy: string;
}

/** @returns false when it is known already that they came, or the scan was sent before */
export async function insertAttendance(trx: Tx, row: NewAttendance): Promise<boolean> {
  const made = await trx
    .insertInto('programAttendance')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return made !== undefined;
}

/** @returns false where it was not known that they came */
export async function deleteAttendance(trx: Tx, sessionId: number, enrolmentId: number): Promise<boolean> {
  const gone = await trx
    .deleteFrom('programAttendance')
    .where('sessionId', '=', sessionId)
    .where('enrolmentId', '=', enrolmentId)
    .executeTakeFirst();
  return gone.numDeletedRows > 0n;
}

export interface AttendanceRow {
  enrolmentId: number;
  memberId: number | null;
  memberNumber: string | null;
  homeLibraryId: number | null;
  name: string;
  libraryName: string | null;
  institution: string;
  people: number;
  walkIn: boolean;
  /** Null: they have not come. */
  cameAt: Date | null;
  way: AttendanceWay | null;
}

/** Everybody with a sure seat, by name, and whether they were at a session. */
export async function selectAttendance(
  db: Db | Tx,
  { id, programId }: { id: number; programId: number },
): Promise<AttendanceRow[]> {
  const query = sql<AttendanceRow>`select e.id as enrolment_id, e.member_id, m.number as member_number, m.home_library_id,
      coalesce(m.full_name, e.name) as name, l.name as library_name, e.institution, e.people, e.walk_in, a.came_at, a.way
    from program_enrolment e left join member m on m.id = e.member_id left join library l on l.id = e.library_id
      left join program_attendance a on a.enrolment_id = e.id and a.session_id = ${id}
    where e.program_id = ${programId} and e.status = 'confirmed'
    order by lower(coalesce(m.full_name, e.name)), e.id`;
  return (await query.execute(db)).rows;
}

/** Who was at a programme: members by their card, guests by the e-mail address that they left, in small letters. Inside the house only. */
export async function attendeesOf(db: Db | Tx, programId: number): Promise<{ memberIds: number[]; emails: string[] }> {
  const { rows } = await sql<{ memberId: number | null; contact: string }>`
    select distinct e.member_id, case when e.member_id is null then lower(e.contact) else '' end as contact
    from program_enrolment e
    where e.program_id = ${programId} and exists (select from program_attendance a where a.enrolment_id = e.id)`.execute(
    db,
  );
  return {
    memberIds: rows.flatMap(({ memberId }) => memberId ?? []),
    emails: rows.flatMap(({ memberId, contact }) => (memberId === null && contact.includes('@') ? contact : [])),
  };
}
