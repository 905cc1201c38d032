import type { Insertable } from 'kysely';
import type { Tx } from '#platform/db';
import type { Notification } from '#platform/db-types';

/** @returns false when a notification with this key is known already */
export async function insertNotification(trx: Tx, row: Insertable<Notification>): Promise<boolean> {
  const made = await trx
    .insertInto('notification')
    .values(row)
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('id')
    .executeTakeFirst();
  return made !== undefined;
}

/** Takes back what was not told yet about a thing. */
export async function markWithdrawn(trx: Tx, about: string, at: Date): Promise<void> {
  await trx
    .updateTable('notification')
    .set({ withdrawnAt: at })
    .where('about', '=', about)
    .where('withdrawnAt', 'is', null)
    .execute();
}

/** What was told about things goes, with its deliveries' part in it. */
export async function deleteNoticesAbout(trx: Tx, abouts: readonly string[]): Promise<void> {
  await trx
    .deleteFrom('notification')
    .where('about', 'in', [...abouts])
    .execute();
}
