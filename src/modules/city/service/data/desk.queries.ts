import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

/** Who watches a ticket, by name. */
export const selectWatchers = async (db: Db | Tx, ticketId: number): Promise<{ id: number; name: string }[]> =>
  db
    .selectFrom('ticketWatcher')
    .innerJoin('account', 'account.id', 'ticketWatcher.accountId')
    .select(['account.id', 'account.fullName as name'])
    .where('ticketWatcher.ticketId', '=', ticketId)
    .orderBy('account.fullName')
    .execute();

export const insertWatcher = async (trx: Tx, ticketId: number, accountId: number) =>
  trx
    .insertInto('ticketWatcher')
    .values({ ticketId, accountId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
export const deleteWatcher = async (trx: Tx, ticketId: number, accountId: number) =>
  trx.deleteFrom('ticketWatcher').where('ticketId', '=', ticketId).where('accountId', '=', accountId).execute();

export const selectTags = async (db: Db | Tx, ticketId: number): Promise<string[]> =>
  (await db.selectFrom('ticketTag').select('tag').where('ticketId', '=', ticketId).orderBy('tag').execute()).map(
    ({ tag }) => tag,
  );
export async function replaceTags(trx: Tx, ticketId: number, tags: readonly string[]): Promise<void> {
  await trx.deleteFrom('ticketTag').where('ticketId', '=', ticketId).execute();
  if (tags.length > 0) {
    await trx
      .insertInto('ticketTag')
      .values(tags.map((tag) => ({ ticketId, tag })))
      .execute();
  }
}

export const insertLink = async (trx: Tx, lowId: number, highId: number) =>
  trx
    .insertInto('ticketLink')
    .values({ lowId, highId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
export const deleteLink = async (trx: Tx, lowId: number, highId: number) =>
  trx.deleteFrom('ticketLink').where('lowId', '=', lowId).where('highId', '=', highId).execute();
/** Ids of the tickets that are linked to one. */
export const selectLinked = async (db: Db | Tx, id: number): Promise<number[]> => {
  const { rows } = await sql<{ id: number }>`select high_id as id from ticket_link where low_id = ${id}
    union select low_id from ticket_link where high_id = ${id} order by 1`.execute(db);
  return rows.map((row) => row.id);
};
