import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Channel } from '../client.ts';

export const selectChannels = async (db: Db | Tx) =>
  db
    .selectFrom('noticeChannel')
    .select(['channel', 'enabled', 'config', 'secrets', 'version'])
    .$narrowType<{ channel: Channel }>()
    .execute();

export const lockChannel = async (trx: Tx, channel: Channel) =>
  trx
    .selectFrom('noticeChannel')
    .select(['channel', 'enabled', 'config', 'secrets', 'version'])
    .where('channel', '=', channel)
    .forUpdate()
    .$narrowType<{ channel: Channel }>()
    .executeTakeFirstOrThrow();

export async function updateChannel(
  trx: Tx,
  channel: Channel,
  row: { enabled: boolean; config: object; secrets: object; at: Date },
): Promise<void> {
  await trx
    .updateTable('noticeChannel')
    .set((eb) => ({
      enabled: row.enabled,
      config: JSON.stringify(row.config),
      secrets: JSON.stringify(row.secrets),
      version: eb('version', '+', 1),
      updatedAt: row.at,
    }))
    .where('channel', '=', channel)
    .execute();
}

const READER_LOCK = 7_314_019;

/** Runs `read` unless another process is at it. */
export async function whileOnlyReader(db: Db, read: () => Promise<void>): Promise<void> {
  await db.connection().execute(async (connection) => {
    const { rows } = await sql<{ got: boolean }>`select pg_try_advisory_lock(${READER_LOCK}) as got`.execute(
      connection,
    );
    if (!rows[0]?.got) return;
    try {
      await read();
    } finally {
      await sql`select pg_advisory_unlock(${READER_LOCK})`.execute(connection);
    }
  });
}

/** Sets the keys of web push where they are still those named; of two processes that start at once, one wins. */
export async function replaceKeys(
  db: Db,
  oldPublicKey: string,
  keys: { publicKey: string; privateKey: string },
): Promise<void> {
  const { publicKey, privateKey } = keys;
  await db
    .updateTable('noticeChannel')
    .set({
      config: sql`config || ${JSON.stringify({ publicKey })}::jsonb`,
      secrets: sql`secrets || ${JSON.stringify({ privateKey })}::jsonb`,
    })
    .where('channel', '=', 'push')
    .where(sql<boolean>`coalesce(config ->> 'publicKey', '') = ${oldPublicKey}`)
    .execute();
}

/** The same secrets, sealed by another key: nothing that people see has changed. */
export async function replaceSecrets(trx: Tx, channel: Channel, sealed: Record<string, string>): Promise<void> {
  await trx
    .updateTable('noticeChannel')
    .set({ secrets: sql`secrets || ${JSON.stringify(sealed)}::jsonb` })
    .where('channel', '=', channel)
    .execute();
}
