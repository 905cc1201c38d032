import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db';

/** How many programmes of a library ended in some time: their last session did, and they were not called off. */
export async function countHeld(
  db: Db | Tx,
  libraryId: number,
  { from, to }: { from: Date; to: Date },
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from program p
    where p.library_id = ${libraryId} and not p.is_template and p.state in ('published', 'running', 'closed', 'archived')
      and (select max(s.ends_at) from program_session s where s.program_id = p.id) between ${from} and ${to}`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}
