import { sql, type Insertable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { HeardMessage as HeardRow } from '#platform/database/db-types';

type HeardChannel = 'telegram' | 'whatsapp';

/** Words of somebody that wait to become a ticket. */
export interface HeardMessage {
  channel: HeardChannel;
  /** One of the two. */
  memberId: number | null;
  phone: string | null;
  name: string;
  words: string;
  hasFile: boolean;
}

/** Whether a message was heard before. @param hashes under every key of the installation */
export async function isHeard(trx: Tx, hashes: readonly Buffer[]): Promise<boolean> {
  const found = await trx
    .selectFrom('heardMessage')
    .select('id')
    .where('idHash', '=', sql<Buffer>`any(${[...hashes]}::bytea[])`)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** Who hears the same at once waits here. @returns null: another was faster */
export async function insertHeard(trx: Tx, row: Insertable<HeardRow>): Promise<number | null> {
  const made = await trx
    .insertInto('heardMessage')
    .values(row)
    .onConflict((conflict) => conflict.column('idHash').doNothing())
    .returning('id')
    .executeTakeFirst();
  return made?.id ?? null;
}

/** The oldest first, behind them what has failed. */
export const selectHeard = async (db: Db, limit: number): Promise<{ id: number }[]> =>
  db
    .selectFrom('heardMessage')
    .select('id')
    .where('takenAt', 'is', null)
    .orderBy('failures')
    .orderBy('id')
    .limit(limit)
    .execute();

/** Holds one that waits; one at a time in all processes, so that of two messages of one person the second finds what the first became. */
export async function holdHeard(trx: Tx, id: number): Promise<HeardMessage | undefined> {
  await sql`select pg_advisory_xact_lock(hashtext('heard_message'))`.execute(trx);
  const { rows } = await sql<HeardMessage>`select channel, member_id, phone, coalesce(name, '') as name, words, has_file
    from heard_message where id = ${id} and taken_at is null for update`.execute(trx);
  return rows[0];
}

/** It is taken: what it said and who wrote it goes from here. */
export async function emptyHeard(trx: Tx, id: number, at: Date): Promise<void> {
  await trx
    .updateTable('heardMessage')
    .set({ takenAt: at, memberId: null, phone: null, name: null, words: null, hasFile: false })
    .where('id', '=', id)
    .execute();
}

export async function countFailure(db: Db, id: number): Promise<void> {
  await db
    .updateTable('heardMessage')
    .set((eb) => ({ failures: eb('failures', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

/** Holds the chat of a member, in which nothing more is heard then, and what waits of them. */
export async function lockHeardOf(trx: Tx, memberId: number): Promise<void> {
  await trx.selectFrom('telegramChat').select('memberId').where('memberId', '=', memberId).forUpdate().execute();
  await trx
    .selectFrom('heardMessage')
    .select('id')
    .where('memberId', '=', memberId)
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** What waits from these numbers goes. */
export async function deleteHeardFrom(trx: Tx, phones: readonly string[]): Promise<void> {
  await trx
    .deleteFrom('heardMessage')
    .where('takenAt', 'is', null)
    .where('phone', '=', sql<string>`any(${[...phones]}::text[])`)
    .execute();
}

/** @param before.waiting what could not be taken for so long goes too */
export async function deleteOldHeard(db: Db, before: { taken: Date; waiting: Date }): Promise<void> {
  await db
    .deleteFrom('heardMessage')
    .where((eb) =>
      eb.or([
        eb('heardAt', '<', before.taken),
        eb.and([eb('heardAt', '<', before.waiting), eb('takenAt', 'is', null)]),
      ]),
    )
    .execute();
}

/** Whose chat it is; the link stays as it is until the transaction ends. */
export const findChatOwner = async (trx: Tx, chatId: string): Promise<number | null> =>
  (await trx.selectFrom('telegramChat').select('memberId').where('chatId', '=', chatId).forShare().executeTakeFirst())
    ?.memberId ?? null;
