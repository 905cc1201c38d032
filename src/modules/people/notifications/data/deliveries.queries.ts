import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { DeliveryChannel, DeliveryState } from '../client.ts';
import type { Subscription } from '../carriers/push.ts';

const columns = ['id', 'memberId', 'libraryId', 'channel', 'messageKey', 'attempts', 'urgent'] as const;
export interface ClaimedDelivery {
  id: number;
  memberId: number;
  libraryId: number;
  channel: DeliveryChannel;
  messageKey: string;
  attempts: number;
  urgent: boolean;
}

/**
 * Takes the next delivery that is due, for this process alone, what is urgent first; the attempt is counted before it is made.
 * @param only.stillTrue of those that tell something that is not over
 */
export const claimNext = async (
  db: Db,
  now: Date,
  only: { stillTrue: boolean } = { stillTrue: false },
): Promise<ClaimedDelivery | undefined> =>
  db
    .updateTable('delivery')
    .set((eb) => ({ state: 'sending', attempts: eb('attempts', '+', 1), claimedAt: now }))
    .where('id', '=', (eb) =>
      eb
        .selectFrom('delivery')
        .select('id')
        .where('state', '=', 'pending')
        .where('channel', '<>', 'phone')
        .where('nextAttemptAt', '<=', now)
        .$if(only.stillTrue, (query) =>
          query.where((some) =>
            some.exists(
              some
                .selectFrom('deliveryNotification')
                .innerJoin('notification', 'notification.id', 'deliveryNotification.notificationId')
                .select('notification.id')
                .whereRef('deliveryNotification.deliveryId', '=', 'delivery.id')
                .where((or) =>
                  or.or([or('notification.expiresAt', 'is', null), or('notification.expiresAt', '>', now)]),
                ),
            ),
          ),
        )
        .orderBy('urgent', 'desc')
        .orderBy('nextAttemptAt')
        .orderBy('id')
        .limit(1)
        .forUpdate()
        .skipLocked(),
    )
    .returning(columns)
    .$narrowType<{ channel: DeliveryChannel }>()
    .executeTakeFirst();

export interface DeliveryEnd {
  state: Extract<DeliveryState, 'sent' | 'failed' | 'unknown' | 'cancelled'>;
  outcome: string;
  outcomeDetail: string | null;
  providerId?: string | null;
  at: Date;
  decidedBy?: string;
}

/** Writes down what came of it. @returns false when the delivery is not in one of the states `from` any more */
export async function endDelivery(
  db: Db | Tx,
  id: number,
  from: readonly DeliveryState[],
  end: DeliveryEnd,
): Promise<boolean> {
  const done = await db
    .updateTable('delivery')
    .set({
      state: end.state,
      outcome: end.outcome,
      outcomeDetail: end.outcomeDetail,
      finishedAt: end.at,
      ...(end.providerId !== undefined && { providerId: end.providerId }),
      ...(end.decidedBy !== undefined && { decidedBy: end.decidedBy }),
    })
    .where('id', '=', id)
    .where('state', 'in', from)
    .returning('id')
    .executeTakeFirst();
  return done !== undefined;
}

/** Back to the queue. `uncount`: the attempt was not made. */
export async function postpone(
  db: Db | Tx,
  id: number,
  to: { at: Date; outcome: string | null; outcomeDetail: string | null; uncount?: boolean },
): Promise<void> {
  await db
    .updateTable('delivery')
    .set((eb) => ({
      state: 'pending',
      claimedAt: null,
      nextAttemptAt: to.at,
      outcome: to.outcome,
      outcomeDetail: to.outcomeDetail,
      ...(to.uncount && { attempts: eb('attempts', '-', 1) }),
    }))
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .execute();
}

/** Deliveries that a process took long ago and never ended: it may have sent them. @returns how many */
export async function markInterrupted(db: Db, claimedBefore: Date, now: Date): Promise<number> {
  const rows = await db
    .updateTable('delivery')
    .set({ state: 'unknown', outcome: 'interrupted', finishedAt: now })
    .where('state', '=', 'sending')
    .where('claimedAt', '<', claimedBefore)
    .returning('id')
    .execute();
  return rows.length;
}

/** What a delivery tells, without what was taken back or is no longer true. */
export const selectDeliveryNotices = async (db: Db | Tx, deliveryId: number, now: Date) =>
  db
    .selectFrom('deliveryNotification')
    .innerJoin('notification', 'notification.id', 'deliveryNotification.notificationId')
    .select(['notification.id', 'notification.topic', 'notification.params', 'notification.libraryId'])
    .where('deliveryNotification.deliveryId', '=', deliveryId)
    .where('notification.withdrawnAt', 'is', null)
    .where((eb) => eb.or([eb('notification.expiresAt', 'is', null), eb('notification.expiresAt', '>', now)]))
    .orderBy('notification.id')
    .execute();

export const selectSubscriptions = async (db: Db | Tx, memberId: number): Promise<Subscription[]> =>
  db
    .selectFrom('pushSubscription')
    .select(['id', 'endpoint', 'p256dh', 'auth'])
    .where('memberId', '=', memberId)
    .orderBy('id')
    .execute();

export async function deleteSubscriptions(db: Db | Tx, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await db.deleteFrom('pushSubscription').where('id', 'in', ids).execute();
}

export const findChat = async (db: Db | Tx, memberId: number): Promise<string | null> =>
  (await db.selectFrom('telegramChat').select('chatId').where('memberId', '=', memberId).executeTakeFirst())?.chatId ??
  null;

export async function deleteChat(db: Db | Tx, memberId: number): Promise<void> {
  await db.deleteFrom('telegramChat').where('memberId', '=', memberId).execute();
}

/** The carrier's later word, by its id of the message or by ours. Never turns a later word into an earlier one. */
export async function noteProgress(
  db: Db | Tx,
  about: { providerId: string; messageKey: string | null },
  word: { receipt: 'delivered' | 'read' | null; at: Date },
): Promise<number | null> {
  const row = await db
    .updateTable('delivery')
    .set((eb) => ({
      providerId: about.providerId,
      receipt:
        word.receipt === null
          ? eb.ref('receipt')
          : sql<string>`case when receipt = 'read' then receipt else ${word.receipt} end`,
      state: 'sent',
      outcome: sql<string>`case when state = 'sent' then outcome else 'confirmed' end`,
      finishedAt: eb.fn.coalesce('finishedAt', eb.val(word.at)),
    }))
    .where((eb) =>
      eb.or([
        eb('providerId', '=', about.providerId),
        ...(about.messageKey === null ? [] : [eb('messageKey', '=', about.messageKey)]),
      ]),
    )
    .where('state', 'in', ['sending', 'sent', 'unknown'])
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function noteLaterFailure(
  db: Db | Tx,
  about: { providerId: string; messageKey: string | null },
  failure: { outcome: string; detail: string; at: Date },
): Promise<void> {
  await db
    .updateTable('delivery')
    .set({
      state: 'failed',
      outcome: failure.outcome,
      outcomeDetail: failure.detail,
      providerId: about.providerId,
      finishedAt: failure.at,
    })
    .where((eb) =>
      eb.or([
        eb('providerId', '=', about.providerId),
        ...(about.messageKey === null ? [] : [eb('messageKey', '=', about.messageKey)]),
      ]),
    )
    .where('state', 'in', ['sending', 'sent', 'unknown'])
    .execute();
}

/** A message of one notice that was tried once and did not go out. */
export async function insertFailed(
  trx: Tx,
  key: string,
  { channel, outcome, at }: { channel: DeliveryChannel; outcome: string; at: Date },
): Promise<void> {
  const notice = await trx
    .updateTable('notification')
    .set({ plannedAt: at })
    .where('key', '=', key)
    .returning(['id', 'memberId', 'libraryId'])
    .executeTakeFirstOrThrow();
  const { memberId, libraryId } = notice;
  const { id: deliveryId } = await trx
    .insertInto('delivery')
    .values({
      ...{ memberId, libraryId, channel, state: 'failed', attempts: 1, outcome },
      ...{ createdAt: at, claimedAt: at, nextAttemptAt: at, finishedAt: at },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await trx.insertInto('deliveryNotification').values({ deliveryId, notificationId: notice.id, channel }).execute();
}
