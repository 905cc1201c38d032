import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db';
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
