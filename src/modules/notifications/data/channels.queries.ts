import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db';
import type { Channel } from '../client.ts';

export const selectChannels = (db: Db | Tx) =>
  db
    .selectFrom('noticeChannel')
    .select(['channel', 'enabled', 'config', 'secrets', 'version'])
    .$narrowType<{ channel: Channel }>()
    .execute();

export const lockChannel = (trx: Tx, channel: Channel) =>
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

/** Writes what a channel must have from the start; what is there already stays, also when two processes start at once. */
export async function addWhereMissing(
  db: Db,
  channel: Channel,
  missing: string,
  parts: { config: object; secrets: object },
): Promise<void> {
  await db
    .updateTable('noticeChannel')
    .set({
      config: sql`config || ${JSON.stringify(parts.config)}::jsonb`,
      secrets: sql`secrets || ${JSON.stringify(parts.secrets)}::jsonb`,
    })
    .where('channel', '=', channel)
    .where(sql<boolean>`not jsonb_exists(secrets, ${missing})`)
    .execute();
}
