import type { Db, Tx } from '#platform/database/db';

/** The newest first. */
export const selectNoticesOf = async (db: Db | Tx, memberId: number) =>
  db
    .selectFrom('notification')
    .select(['topic', 'params', 'createdAt'])
    .where('memberId', '=', memberId)
    .orderBy('id', 'desc')
    .execute();

/** What belongs to the rows goes with them. */
export async function forgetNotices(trx: Tx, memberId: number): Promise<void> {
  for (const table of [
    'delivery',
    'notification',
    'noticePreference',
    'pushSubscription',
    'telegramChat',
    'telegramLinkCode',
    'heardMessage',
  ] as const) {
    await trx.deleteFrom(table).where('memberId', '=', memberId).execute();
  }
}
