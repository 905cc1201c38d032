import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { PromiseCount, PromiseSpan } from '#platform/promise-measures';

/** Sessions of published programmes that were to begin in some days: those of programmes that were not cancelled, and those to which somebody came before it was. */
export async function countSessionsHeld(db: Db | Tx, { after, before }: PromiseSpan): Promise<PromiseCount> {
  const { rows } = await sql<PromiseCount>`
    select count(*)::integer as n, count(*) filter (where program.state <> 'cancelled'
      or exists (select from program_attendance a where a.session_id = session.id))::integer as kept
    from program_session session join program on program.id = session.program_id
    where session.starts_at >= ${after} and session.starts_at < ${before} and program.published_at is not null`.execute(
    db,
  );
  return rows[0] ?? { n: 0, kept: 0 };
}
