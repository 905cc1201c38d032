import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { DeliveryChannel, DeliveryState } from '../client.ts';

export interface DeliveryFilter {
  states?: readonly DeliveryState[];
  channel?: DeliveryChannel;
  memberNumber?: string;
  libraryIds: 'all' | readonly number[];
  /** Only to members of these home libraries; null = to all. */
  homes: readonly number[] | null;
  beforeId?: number;
  limit: number;
}
export interface Delivery {
  id: number;
  memberNumber: string;
  memberName: string;
  memberHomeLibraryId: number;
  libraryId: number;
  libraryCode: string;
  libraryName: string;
  timeZone: string;
  channel: DeliveryChannel;
  state: DeliveryState;
  /** Stable code of what came of it so far; null = nothing yet. */
  outcome: string | null;
  /** What the carrier said. */
  outcomeDetail: string | null;
  /** What the carrier said later. */
  receipt: 'delivered' | 'read' | null;
  attempts: number;
  topics: string[];
  createdAt: Date;
  nextAttemptAt: Date;
  finishedAt: Date | null;
  decidedBy: string | null;
}

const deliveries = (db: Db | Tx) =>
  db
    .selectFrom('delivery')
    .innerJoin('member', 'member.id', 'delivery.memberId')
    .innerJoin('library', 'library.id', 'delivery.libraryId')
    .select([
      'delivery.id',
      'member.number as memberNumber',
      'member.fullName as memberName',
      'member.homeLibraryId as memberHomeLibraryId',
      'delivery.libraryId',
      'library.code as libraryCode',
      'library.name as libraryName',
      'library.timeZone',
      'delivery.channel',
      'delivery.state',
      'delivery.outcome',
      'delivery.outcomeDetail',
      'delivery.receipt',
      'delivery.attempts',
      'delivery.createdAt',
      'delivery.nextAttemptAt',
      'delivery.finishedAt',
      'delivery.decidedBy',
      sql<string[]>`array(select distinct n.topic from delivery_notification dn
        join notification n on n.id = dn.notification_id where dn.delivery_id = delivery.id order by 1)`.as('topics'),
    ])
    .$narrowType<{ channel: DeliveryChannel; state: DeliveryState; receipt: Delivery['receipt'] }>();

/** Newest first; one row more than `limit`. */
export async function selectDeliveries(db: Db | Tx, filter: DeliveryFilter): Promise<Delivery[]> {
  let query = deliveries(db)
    .orderBy('delivery.id', 'desc')
    .limit(filter.limit + 1);
  if (filter.states) query = query.where('delivery.state', 'in', filter.states);
  if (filter.channel) query = query.where('delivery.channel', '=', filter.channel);
  if (filter.memberNumber) query = query.where('member.number', '=', filter.memberNumber);
  if (filter.beforeId) query = query.where('delivery.id', '<', filter.beforeId);
  if (filter.libraryIds !== 'all') {
    query = query.where('delivery.libraryId', '=', sql<number>`any(${[...filter.libraryIds]}::bigint[])`);
  }
  if (filter.homes) query = query.where('member.homeLibraryId', '=', sql<number>`any(${[...filter.homes]}::bigint[])`);
  return query.execute();
}

export const findDelivery = async (db: Db | Tx, id: number): Promise<Delivery | undefined> =>
  deliveries(db).where('delivery.id', '=', id).executeTakeFirst();

/** How many deliveries that a list shows are in each state since an instant, and how many wait for a librarian's phone at all. */
export async function countDeliveries(
  db: Db | Tx,
  { libraryIds, homes, since }: Pick<DeliveryFilter, 'libraryIds' | 'homes'> & { since: Date },
): Promise<{ byState: Map<DeliveryState, number>; phone: number; unknown: number }> {
  const rows = await db
    .selectFrom('delivery')
    .select((eb) => ['state', eb.fn.countAll<number>().as('count')])
    .select(sql<number>`count(*) filter (where channel = 'phone' and state = 'pending')`.as('phone'))
    .where((eb) => eb.or([eb('createdAt', '>=', since), eb('state', 'in', ['pending', 'unknown'])]))
    .$if(libraryIds !== 'all', (query) =>
      query.where('libraryId', '=', sql<number>`any(${libraryIds === 'all' ? [] : [...libraryIds]}::bigint[])`),
    )
    .$if(homes !== null, (query) =>
      query.where((eb) =>
        eb.exists(
          eb
            .selectFrom('member')
            .select('member.id')
            .whereRef('member.id', '=', 'delivery.memberId')
            .where('member.homeLibraryId', '=', sql<number>`any(${[...(homes ?? [])]}::bigint[])`),
        ),
      ),
    )
    .groupBy('state')
    .$narrowType<{ state: DeliveryState }>()
    .execute();
  const byState = new Map(rows.map((row) => [row.state, row.count]));
  return {
    byState,
    phone: rows.reduce((sum, row) => sum + row.phone, 0),
    unknown: byState.get('unknown') ?? 0,
  };
}

/** Back to the queue by a person's decision, as if never tried. @returns false when it is in none of these states any more */
export async function requeue(trx: Tx, id: number, from: readonly DeliveryState[], at: Date): Promise<boolean> {
  const row = await trx
    .updateTable('delivery')
    .set({ state: 'pending', attempts: 0, claimedAt: null, finishedAt: null, nextAttemptAt: at, decidedBy: null })
    .where('id', '=', id)
    .where('state', 'in', from)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export const selectPhoneDeliveries = async (
  db: Db | Tx,
  libraryIds: 'all' | readonly number[],
  homes: readonly number[] | null,
  limit: number,
) =>
  db
    .selectFrom('delivery')
    .innerJoin('member', 'member.id', 'delivery.memberId')
    .select(['delivery.id', 'delivery.memberId', 'delivery.libraryId', 'delivery.createdAt'])
    .where('delivery.channel', '=', 'phone')
    .where('delivery.state', '=', 'pending')
    .$if(libraryIds !== 'all', (query) =>
      query.where(
        'delivery.libraryId',
        '=',
        sql<number>`any(${libraryIds === 'all' ? [] : [...libraryIds]}::bigint[])`,
      ),
    )
    .$if(homes !== null, (query) =>
      query.where('member.homeLibraryId', '=', sql<number>`any(${[...(homes ?? [])]}::bigint[])`),
    )
    .orderBy('delivery.id')
    .limit(limit)
    .execute();

/** Messages for a phone that have nothing true to say any more, or that nobody sent for a week. */
export async function cancelStalePhone(db: Db, now: Date, before: Date): Promise<void> {
  await db
    .updateTable('delivery')
    .set({ state: 'cancelled', outcome: 'nothing_left', finishedAt: now })
    .where('channel', '=', 'phone')
    .where('state', '=', 'pending')
    .where((eb) =>
      eb.or([
        eb('createdAt', '<', before),
        eb.not(
          eb.exists(
            eb
              .selectFrom('deliveryNotification')
              .innerJoin('notification', 'notification.id', 'deliveryNotification.notificationId')
              .select('notification.id')
              .whereRef('deliveryNotification.deliveryId', '=', 'delivery.id')
              .where('notification.withdrawnAt', 'is', null)
              .where((or) => or.or([or('notification.expiresAt', 'is', null), or('notification.expiresAt', '>', now)])),
          ),
        ),
      ]),
    )
    .execute();
}

/** The words of what was told long ago. */
export async function eraseWords(db: Db, before: Date): Promise<void> {
  await db
    .updateTable('notification')
    .set({ params: '{}', about: null })
    .where('createdAt', '<', before)
    .where(sql<boolean>`params <> '{}'::jsonb`)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('deliveryNotification')
            .innerJoin('delivery', 'delivery.id', 'deliveryNotification.deliveryId')
            .select('delivery.id')
            .whereRef('deliveryNotification.notificationId', '=', 'notification.id')
            .where('delivery.state', 'in', ['pending', 'sending']),
        ),
      ),
    )
    .execute();
}

/** All of what was told long ago. */
export async function eraseOldNotices(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('delivery').where('createdAt', '<', before).execute();
  await db.deleteFrom('notification').where('createdAt', '<', before).execute();
}
