import { sql, type Insertable } from 'kysely';
import type { Tx } from '#platform/database/db';
import type { Notification } from '#platform/database/db-types';

/** Taken back before any message with it went out: whom it was for was told nothing. */
export const untold = sql<boolean>`withdrawn_at is not null and not exists (select 1 from delivery_notification part
  join delivery d on d.id = part.delivery_id where part.notification_id = notification.id and d.claimed_at is not null)`;

/** One that was taken back {@link untold} makes room for a new one. @returns its id; null when a notification with this key is known already */
export async function insertNotification(trx: Tx, row: Insertable<Notification>): Promise<number | null> {
  const made = await insertNew(trx, row);
  if (made !== null) return made;
  const { numDeletedRows } = await trx
    .deleteFrom('notification')
    .where('key', '=', row.key)
    .where(untold)
    .executeTakeFirst();
  return numDeletedRows > 0n ? insertNew(trx, row) : null;
}

async function insertNew(trx: Tx, row: Insertable<Notification>): Promise<number | null> {
  const made = await trx
    .insertInto('notification')
    .values(row)
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('id')
    .executeTakeFirst();
  return made?.id ?? null;
}

/** Takes back what was not told yet about a thing. @returns what stood till now; `told`: by one way at least it was on its way already */
export async function markWithdrawn(
  trx: Tx,
  about: string,
  at: Date,
): Promise<{ id: number; topic: string; params: unknown; told: boolean }[]> {
  const query = sql<{ id: number; topic: string; params: unknown; told: boolean }>`update notification n
    set withdrawn_at = ${at} where n.about = ${about} and n.withdrawn_at is null
    returning n.id, n.topic, n.params, exists (select 1 from delivery_notification part join delivery d on d.id = part.delivery_id
      where part.notification_id = n.id and d.claimed_at is not null) as told`;
  return (await query.execute(trx)).rows;
}

/** Notices that never were: those that nobody has been told go, the others are no longer told by any other way. */
export async function removeNotices(trx: Tx, ids: readonly number[], at: Date): Promise<void> {
  await trx
    .deleteFrom('notification')
    .where('id', 'in', [...ids])
    .where('plannedAt', 'is', null)
    .execute();
  await trx
    .updateTable('notification')
    .set({ withdrawnAt: at })
    .where('id', 'in', [...ids])
    .where('withdrawnAt', 'is', null)
    .execute();
}

/**
 * Notices that were withdrawn by mistake stand again as they did. A message that went out meanwhile had to leave them out: they are
 * planned anew.
 */
export async function reinstateNotices(trx: Tx, ids: readonly number[]): Promise<void> {
  const missed = sql`select part.notification_id from delivery_notification part
    join delivery on delivery.id = part.delivery_id join notification told on told.id = part.notification_id
    where told.id = any(${[...ids]}::bigint[]) and delivery.claimed_at >= told.withdrawn_at`;
  const { rows } = await sql<{ notificationId: number }>`delete from delivery_notification
    where notification_id in (${missed}) returning notification_id`.execute(trx);
  await trx
    .updateTable('notification')
    .set({ withdrawnAt: null })
    .where('id', 'in', [...ids])
    .execute();
  const again = rows.map(({ notificationId }) => notificationId);
  if (again.length > 0) {
    await trx.updateTable('notification').set({ plannedAt: null }).where('id', 'in', again).execute();
  }
}

/** What was told about things goes, with its deliveries' part in it. */
export async function deleteNoticesAbout(trx: Tx, abouts: readonly string[]): Promise<void> {
  await trx
    .deleteFrom('notification')
    .where('about', 'in', [...abouts])
    .execute();
}
