import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

/**
 * Writes down that this request carries out this form. Waits for another request that does so right now.
 * @returns false when another request has carried it out
 */
export async function claim(trx: Tx, row: { key: Buffer; requestId: string; at: Date }): Promise<boolean> {
  const { rows } = await sql`
    insert into form_act (key, request_id, at) values (${row.key}, ${row.requestId}, ${row.at})
    on conflict (key) do update set at = excluded.at where form_act.request_id = excluded.request_id
    returning 1`.execute(trx);
  return rows.length > 0;
}

/** The act of a form that another request carried out; undefined = none. */
export const findActOfOther = async (
  db: Db,
  key: Buffer,
  requestId: string,
): Promise<{ answer: Buffer | null } | undefined> =>
  db
    .selectFrom('formAct')
    .select('answer')
    .where('key', '=', key)
    .where('requestId', '!=', requestId)
    .executeTakeFirst();

/** @returns whether this request has carried out the form */
export async function noteAnswer(db: Db, key: Buffer, requestId: string, answer: Buffer): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('formAct')
    .set({ answer })
    .where('key', '=', key)
    .where('requestId', '=', requestId)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

export async function release(db: Db, key: Buffer, requestId: string): Promise<void> {
  await db.deleteFrom('formAct').where('key', '=', key).where('requestId', '=', requestId).execute();
}

export async function deleteOlder(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('formAct').where('at', '<', before).execute();
}
