import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

/** How many people with a sure seat came to each session; groups with all their people. By session. */
export async function selectCameBySession(db: Db | Tx, programId: number): Promise<Map<number, number>> {
  const query = sql<{ sessionId: number; people: number }>`
    select a.session_id, sum(e.people)::int as people
    from program_attendance a join program_enrolment e on e.id = a.enrolment_id
    where e.program_id = ${programId} and e.status = 'confirmed' group by a.session_id`;
  return new Map((await query.execute(db)).rows.map((row) => [row.sessionId, row.people]));
}

/** Sex and birthday, as far as they are known, of the members who came to any session. */
export async function selectWhoCame(
  db: Db | Tx,
  programId: number,
): Promise<{ sex: string | null; birthDate: string | null }[]> {
  const query = sql<{ sex: string | null; birthDate: string | null }>`
    select m.sex, m.birth_date from program_enrolment e join member m on m.id = e.member_id
    where e.program_id = ${programId} and e.status = 'confirmed' and e.people = 1
      and exists (select 1 from program_attendance a where a.enrolment_id = e.id)`;
  return (await query.execute(db)).rows;
}
