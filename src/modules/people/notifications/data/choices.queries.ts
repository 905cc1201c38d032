import type { Db, Tx } from '#platform/database/db';
import type { Channel, TopicGroup } from '../client.ts';

export async function upsertChoices(
  trx: Tx,
  memberId: number,
  choices: readonly { topicGroup: TopicGroup; channel: Channel; wanted: boolean }[],
  by: { chosenAt: Date; chosenBy: string },
): Promise<void> {
  if (choices.length === 0) return;
  await trx
    .insertInto('noticePreference')
    .values(choices.map((choice) => ({ memberId, ...choice, ...by })))
    .onConflict((conflict) =>
      conflict.columns(['memberId', 'topicGroup', 'channel']).doUpdateSet((eb) => ({
        wanted: eb.ref('excluded.wanted'),
        chosenAt: eb.ref('excluded.chosenAt'),
        chosenBy: eb.ref('excluded.chosenBy'),
      })),
    )
    .execute();
}

export const selectDevices = async (db: Db | Tx, memberId: number) =>
  db
    .selectFrom('pushSubscription')
    .select(['id', 'device', 'createdAt'])
    .where('memberId', '=', memberId)
    .orderBy('id')
    .execute();

/** A browser belongs to who subscribed last: on a shared computer the one before gets nothing there any more. */
export async function upsertDevice(
  trx: Tx,
  row: { memberId: number; endpoint: string; p256dh: string; auth: string; device: string; createdAt: Date },
): Promise<void> {
  await trx
    .insertInto('pushSubscription')
    .values(row)
    .onConflict((conflict) => conflict.column('endpoint').doUpdateSet(row))
    .execute();
}

/** Keeps the newest of a member's. */
export async function deleteOldDevices(trx: Tx, memberId: number, keep: number): Promise<void> {
  await trx
    .deleteFrom('pushSubscription')
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('pushSubscription')
        .select('id')
        .where('memberId', '=', memberId)
        .orderBy('createdAt', 'desc')
        .orderBy('id', 'desc')
        .offset(keep),
    )
    .execute();
}

export async function deleteDevice(trx: Tx, memberId: number, id: number): Promise<boolean> {
  const gone = await trx
    .deleteFrom('pushSubscription')
    .where('memberId', '=', memberId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return gone !== undefined;
}

export async function upsertLinkCode(
  trx: Tx,
  row: { memberId: number; codeHash: string; expiresAt: Date },
): Promise<void> {
  const { codeHash, expiresAt } = row;
  await trx
    .insertInto('telegramLinkCode')
    .values(row)
    .onConflict((conflict) => conflict.column('memberId').doUpdateSet({ codeHash, expiresAt }))
    .execute();
}

/** Uses a code up. @returns whose it was, or null when it is unknown or too old */
export async function takeLinkCode(trx: Tx, codeHash: string, now: Date): Promise<number | null> {
  const row = await trx
    .deleteFrom('telegramLinkCode')
    .where('codeHash', '=', codeHash)
    .returning(['memberId', 'expiresAt'])
    .executeTakeFirst();
  return row && row.expiresAt > now ? row.memberId : null;
}

/** One chat for one member: an older link of either gives way. */
export async function replaceChat(trx: Tx, row: { memberId: number; chatId: string; linkedAt: Date }): Promise<void> {
  await trx
    .deleteFrom('telegramChat')
    .where((eb) => eb.or([eb('memberId', '=', row.memberId), eb('chatId', '=', row.chatId)]))
    .execute();
  await trx.insertInto('telegramChat').values(row).execute();
}
