import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db';

/** The programme for which a copy is set aside (module programs). */
export interface CopyProgram {
  id: number;
  title: string;
  /** Empty: for the whole programme. */
  sessionTitle: string;
  /** When it is free again; null: the programme has no session any more. */
  until: Date | null;
  library: { id: number; name: string; timeZone: string };
}

export async function programOfCopy(db: Db | Tx, itemId: number): Promise<CopyProgram | null> {
  const query = sql<CopyProgram>`select c.program_id as id, c.program_title as title, c.session_title, c.until_at as until,
      json_build_object('id', l.id, 'name', l.name, 'timeZone', l.time_zone) as library
    from program_copy_now c join library l on l.id = c.library_id where c.item_id = ${itemId}`;
  return (await query.execute(db)).rows[0] ?? null;
}

/** Until when these copies are set aside for programmes, by copy. */
export async function selectProgramEnds(db: Db | Tx, itemIds: readonly number[]): Promise<Map<number, Date | null>> {
  if (itemIds.length === 0) return new Map();
  const query = sql<{ itemId: number; until: Date | null }>`select item_id, until_at as until from program_copy_now
    where item_id = any(${itemIds})`;
  return new Map((await query.execute(db)).rows.map((row) => [row.itemId, row.until]));
}
