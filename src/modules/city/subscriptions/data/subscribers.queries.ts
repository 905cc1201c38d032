import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { LetterSubscriber } from '#platform/database/db-types';
import type { LetterLanguage, StopWhy } from '../rules/terms.ts';

const whole = (db: Db | Tx) =>
  db
    .selectFrom('letterSubscriber')
    .select(['id', 'subscriberKey', 'email', 'addressHash', 'memberId', 'libraryId', 'linkCode', 'readingSince'])
    .select(['confirmedAt', 'pausedUntil', 'stoppedAt', 'stopDetail', 'version'])
    .select([sql<LetterLanguage>`language`.as('language'), sql<StopWhy | null>`stop_why`.as('stopWhy')]);

/** A subscriber as it is kept. */
export type SubscriberRow = Awaited<ReturnType<ReturnType<typeof whole>['execute']>>[number];

/** By what somebody is found. */
export type Found = { id: number } | { email: string } | { subscriberKey: string } | { memberId: number };

const among = (db: Db | Tx, by: Found) => {
  if ('id' in by) return whole(db).where('id', '=', by.id);
  if ('email' in by) return whole(db).where('email', '=', by.email);
  if ('subscriberKey' in by) return whole(db).where('subscriberKey', '=', by.subscriberKey);
  return whole(db).where('memberId', '=', by.memberId);
};

/** Of a member with several mailboxes the one to which letters come, or came last. */
export const findSubscriber = async (db: Db | Tx, by: Found): Promise<SubscriberRow | undefined> =>
  among(db, by)
    .orderBy(sql<boolean>`stopped_at is null and empty_since is null`, 'desc')
    .orderBy('emptySince', (order) => order.desc().nullsFirst())
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();

/** All addresses of a member, in the order of their ids. */
export const selectOfMember = async (db: Db | Tx, memberId: number): Promise<SubscriberRow[]> =>
  among(db, { memberId }).orderBy('id').execute();

export const lockSubscriber = async (trx: Tx, id: number): Promise<SubscriberRow | undefined> =>
  whole(trx).where('id', '=', id).forUpdate().executeTakeFirst();

/** @returns false where the address is there already */
export async function insertSubscriber(trx: Tx, row: Insertable<LetterSubscriber>): Promise<boolean> {
  const made = await trx
    .insertInto('letterSubscriber')
    .values(row)
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst();
  return made !== undefined;
}

export async function updateSubscriber(trx: Tx, id: number, values: Updateable<LetterSubscriber>): Promise<void> {
  await trx
    .updateTable('letterSubscriber')
    .set(values)
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

/** The row goes with what was chosen and asked for; the ledger keeps its lines. */
export async function deleteSubscriber(trx: Tx, id: number): Promise<void> {
  await trx.deleteFrom('letterSubscriber').where('id', '=', id).execute();
}

/** What somebody gets letters about, by the ids. */
export const selectChoices = async (
  db: Db | Tx,
  subscriberId: number,
): Promise<{ id: number; code: string; whatsappAt: Date | null }[]> =>
  db
    .selectFrom('letterChoice')
    .innerJoin('letterTopic', 'letterTopic.id', 'letterChoice.topicId')
    .select(['letterTopic.id', 'letterTopic.code', 'letterChoice.whatsappAt'])
    .where('subscriberId', '=', subscriberId)
    .orderBy('letterTopic.id')
    .execute();

/** Nobody writes to the address again, whoever brings it. */
export async function insertStop(trx: Tx, row: { addressHash: Buffer; why: StopWhy; at: Date }): Promise<void> {
  await trx
    .insertInto('letterStop')
    .values(row)
    .onConflict((conflict) => conflict.column('addressHash').doUpdateSet({ why: row.why, at: row.at }))
    .execute();
}

/** The person has said anew, by the own mailbox, that letters may come. */
export async function deleteStops(trx: Tx, hashes: readonly Buffer[]): Promise<void> {
  await trx
    .deleteFrom('letterStop')
    .where('addressHash', 'in', [...hashes])
    .execute();
}

export const hasStop = async (db: Db | Tx, hashes: readonly Buffer[]): Promise<boolean> =>
  (await db
    .selectFrom('letterStop')
    .select('at')
    .where('addressHash', 'in', [...hashes])
    .limit(1)
    .executeTakeFirst()) !== undefined;

const ended = (db: Db | Tx, before: Date) =>
  db
    .selectFrom('letterSubscriber')
    .where(sql<boolean>`(stopped_at is not null or empty_since is not null)`)
    .where(sql<boolean>`coalesce(stopped_at, empty_since) < ${before}`);

export async function countEnded(db: Db, before: Date): Promise<number> {
  const { count } = await ended(db, before)
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** Who stopped before an instant, in the order of their ids. */
export const selectEnded = async (db: Db, before: Date): Promise<number[]> =>
  (await ended(db, before).select('id').orderBy('id').execute()).map(({ id }) => id);

/** Is it still so? The caller holds the row. */
export const isEnded = async (trx: Tx, id: number, before: Date): Promise<boolean> =>
  (await ended(trx, before).select('id').where('id', '=', id).executeTakeFirst()) !== undefined;
