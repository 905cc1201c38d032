import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Channel, DeliveryChannel, TopicGroup } from '../client.ts';
import { preferenceKey } from '../rules/choose-channels.ts';

/** Any number, the same in every process: one plans at a time. */
const PLANNING_LOCK = 7_301_140;

export async function lockPlanning(trx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${PLANNING_LOCK})`.execute(trx);
}

const ofTopics = (topics: readonly string[]) => sql<boolean>`topic = any(${[...topics]}::text[])`;
const notOver = (at: Date | null) =>
  at === null ? sql<boolean>`true` : sql<boolean>`(expires_at is null or expires_at > ${at})`;

export interface UnplannedNotice {
  id: number;
  memberId: number;
  libraryId: number;
  topic: string;
  createdAt: Date;
  expiresAt: Date | null;
}

/**
 * Members for whom something is ready to be told: an immediate thing, or one older than `gatheredBefore`; in the order of the first of
 * those, beginning behind `afterId`.
 * @param topics of these alone; of `immediate` ones whatever there is
 * @param overAt what is over by then is left out; null = nothing is
 */
export const selectMembersToTell = async (
  db: Db,
  about: {
    topics: readonly string[];
    immediate: readonly string[];
    gatheredBefore: Date;
    overAt: Date | null;
    afterId: number;
    limit: number;
  },
): Promise<{ memberId: number; firstId: number }[]> =>
  db
    .selectFrom('notification')
    .select((eb) => ['memberId', eb.fn.min('id').as('firstId')])
    .where('plannedAt', 'is', null)
    .where('withdrawnAt', 'is', null)
    .where(ofTopics(about.topics))
    .where((eb) => eb.or([ofTopics(about.immediate), eb('createdAt', '<=', about.gatheredBefore)]))
    .where(notOver(about.overAt))
    .groupBy('memberId')
    .having((eb) => eb.fn.min('id'), '>', about.afterId)
    .orderBy((eb) => eb.fn.min('id'))
    .limit(about.limit)
    .execute();

export const selectUnplanned = async (
  trx: Tx,
  memberIds: readonly number[],
  { topics, overAt }: { topics: readonly string[]; overAt: Date | null },
): Promise<UnplannedNotice[]> =>
  trx
    .selectFrom('notification')
    .select(['id', 'memberId', 'libraryId', 'topic', 'createdAt', 'expiresAt'])
    .where('memberId', 'in', memberIds)
    .where('plannedAt', 'is', null)
    .where('withdrawnAt', 'is', null)
    .where(ofTopics(topics))
    .where(notOver(overAt))
    .orderBy('id')
    .execute();

export async function markPlanned(trx: Tx, ids: readonly number[], at: Date): Promise<void> {
  if (ids.length === 0) return;
  await trx.updateTable('notification').set({ plannedAt: at }).where('id', 'in', ids).execute();
}

export async function insertDelivery(
  trx: Tx,
  row: {
    memberId: number;
    libraryId: number;
    channel: DeliveryChannel;
    urgent: boolean;
    nextAttemptAt: Date;
    createdAt: Date;
  },
  notificationIds: readonly number[],
): Promise<void> {
  const { id: deliveryId } = await trx.insertInto('delivery').values(row).returning('id').executeTakeFirstOrThrow();
  await trx
    .insertInto('deliveryNotification')
    .values(notificationIds.map((notificationId) => ({ notificationId, channel: row.channel, deliveryId })))
    .execute();
}

/** What each of some members chose, by member. */
export async function selectChoices(
  db: Db | Tx,
  memberIds: readonly number[],
): Promise<Map<number, ReadonlyMap<string, boolean>>> {
  const rows = await db
    .selectFrom('noticePreference')
    .select(['memberId', 'topicGroup', 'channel', 'wanted'])
    .where('memberId', 'in', memberIds)
    .$narrowType<{ topicGroup: TopicGroup; channel: Channel }>()
    .execute();
  const all = new Map<number, Map<string, boolean>>(memberIds.map((id) => [id, new Map()]));
  for (const row of rows) all.get(row.memberId)?.set(preferenceKey(row.topicGroup, row.channel), row.wanted);
  return all;
}

/** Which of some members have a device for push messages, and which a linked chat. */
export async function selectLinked(
  db: Db | Tx,
  memberIds: readonly number[],
): Promise<{ push: Set<number>; telegram: Set<number> }> {
  const push = await db
    .selectFrom('pushSubscription')
    .select('memberId')
    .distinct()
    .where('memberId', 'in', memberIds)
    .execute();
  const telegram = await db.selectFrom('telegramChat').select('memberId').where('memberId', 'in', memberIds).execute();
  return { push: new Set(push.map((row) => row.memberId)), telegram: new Set(telegram.map((row) => row.memberId)) };
}

export async function selectQuietHours(db: Db | Tx) {
  const rows = await db.selectFrom('quietHours').select(['libraryId', 'fromMinute', 'toMinute']).execute();
  return { network: rows.find((row) => row.libraryId === null), all: rows };
}
