import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

/** A mail as it is known here. */
export interface MailHashes {
  idHash: Buffer;
  contentHash: Buffer;
}

/** Runs `read` unless another process is at it: two that move one mail at once leave it twice in its folder. */
export async function whileOnlyReader(db: Db, read: () => Promise<void>): Promise<void> {
  await db.connection().execute(async (connection) => {
    const { rows } = await sql<{ got: boolean }>`select pg_try_advisory_lock(hashtext('ticket_mail')) as got`.execute(
      connection,
    );
    if (!rows[0]?.got) return;
    try {
      await read();
    } finally {
      await sql`select pg_advisory_unlock(hashtext('ticket_mail'))`.execute(connection);
    }
  });
}

/** Whether a mail has made something already. @param hashes under every key of the installation, the present one first */
export async function isKnownMail(db: Db | Tx, hashes: readonly MailHashes[]): Promise<boolean> {
  const found = await db
    .selectFrom('ticketMail')
    .select('id')
    .where((eb) => eb.or(hashes.map((one) => eb.and({ idHash: one.idHash, contentHash: one.contentHash }))))
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** Writes down what a mail has made; who reads the same mail at once waits here. @returns false: another was faster */
export async function insertMail(
  trx: Tx,
  { idHash, contentHash }: MailHashes,
  { ticketId, receivedAt }: { ticketId: number | null; receivedAt: Date },
): Promise<number | null> {
  const made = await trx
    .insertInto('ticketMail')
    .values({ idHash, contentHash, ticketId, receivedAt })
    .onConflict((conflict) => conflict.columns(['idHash', 'contentHash']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return made?.id ?? null;
}

export const setMailTicket = async (trx: Tx, id: number, ticketId: number) =>
  trx.updateTable('ticketMail').set({ ticketId }).where('id', '=', id).execute();

/** The tickets that mails with these ids belong to, the latest first. */
export async function selectTicketsOfMails(db: Db | Tx, idHashes: readonly Buffer[]): Promise<number[]> {
  const { rows } = await sql<{ ticketId: number }>`select distinct ticket_id from ticket_mail
    where id_hash = any(${[...idHashes]}::bytea[]) and ticket_id is not null order by ticket_id desc`.execute(db);
  return rows.map(({ ticketId }) => ticketId);
}

/** An answer to a mail of these tickets is no answer to them any more. */
export const unlinkMails = async (trx: Tx, ticketIds: readonly number[]) =>
  trx
    .updateTable('ticketMail')
    .set({ ticketId: null })
    .where('ticketId', '=', sql<number>`any(${[...ticketIds]}::bigint[])`)
    .execute();

export const deleteOldMails = async (db: Db | Tx, before: Date) =>
  db.deleteFrom('ticketMail').where('receivedAt', '<', before).execute();
