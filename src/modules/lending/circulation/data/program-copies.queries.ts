import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import { stakesIn } from '#platform/stakes';

/** The programme for which a copy is set aside. */
export interface CopyProgram {
  id: number;
  title: string;
  /** Empty: for the whole programme. */
  sessionTitle: string;
  /** When it is free again; null: the programme has no session any more. */
  until: Date | null;
  library: { id: number; code: string; name: string; timeZone: string };
}

export async function programOfCopy(db: Db | Tx, itemId: number): Promise<CopyProgram | null> {
  const query = sql<CopyProgram>`select c.program_id as id, c.title, c.session_title, c.until_at as until,
      json_build_object('id', l.id, 'code', l.code, 'name', l.name, 'timeZone', l.time_zone) as library
    from ${stakesIn('setAside')} c join library l on l.id = c.library_id where c.item_id = ${itemId}`;
  return (await query.execute(db)).rows[0] ?? null;
}
