import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

export interface ReadingRow {
  id: number;
  bibId: number;
  /** Null: of the whole programme. */
  sessionId: number | null;
  note: string;
}

export async function selectReadings(db: Db | Tx, programId: number): Promise<ReadingRow[]> {
  const query = sql<ReadingRow>`select r.id, r.bib_id, r.session_id, r.note from program_reading r
    where r.program_id = ${programId} order by r.session_id nulls first, r.id`;
  return (await query.execute(db)).rows;
}

/** A book that is in the list already stays as it is. */
export async function insertReading(
  trx: Tx,
  row: { programId: number; sessionId: number | null; bibId: number; note: string },
): Promise<void> {
  await trx
    .insertInto('programReading')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** @returns what it was; undefined where it is in no list of this programme */
export const deleteReading = async (
  trx: Tx,
  programId: number,
  id: number,
): Promise<{ bibId: number; sessionId: number | null } | undefined> =>
  trx
    .deleteFrom('programReading')
    .where('id', '=', id)
    .where('programId', '=', programId)
    .returning(['bibId', 'sessionId'])
    .executeTakeFirst();
