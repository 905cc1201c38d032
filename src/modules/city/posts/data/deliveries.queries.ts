import { sql, type Updateable } from 'kysely';
import type { ChannelKind } from '#modules/city/channels/client';
import type { Db, Tx } from '#platform/database/db';
import type { PostDelivery as DeliveryTable } from '#platform/database/db-types';
import { UNSENT, type DeliveryState } from '../rules/terms.ts';

/** A delivery as it is kept. */
export interface DeliveryRow {
  id: number;
  postId: number;
  accountId: number;
  /** Also of an account that was put away since. */
  accountName: string;
  kind: ChannelKind;
  key: string;
  ownText: string | null;
  state: DeliveryState;
  attempts: number;
  looked: number;
  nextAt: Date | null;
  startedAt: Date | null;
  doneAt: Date | null;
  sentText: string | null;
  remoteId: string | null;
  remoteUrl: string | null;
  code: string;
  detail: string;
  linkCode: string | null;
  anyway: boolean;
  decidedBy: string;
  decidedAt: Date | null;
}

const deliveries = (db: Db | Tx) =>
  db
    .selectFrom('postDelivery as d')
    .innerJoin('channelAccount as a', 'a.id', 'd.accountId')
    .select([
      'a.name as accountName',
      ...(['d.id', 'd.postId', 'd.accountId', 'd.key', 'd.ownText', 'd.attempts', 'd.looked', 'd.nextAt'] as const),
      ...(['d.startedAt', 'd.doneAt', 'd.sentText', 'd.remoteId', 'd.remoteUrl', 'd.code', 'd.detail'] as const),
      ...(['d.linkCode', 'd.anyway', 'd.decidedBy', 'd.decidedAt'] as const),
      sql<ChannelKind>`d.kind`.as('kind'),
      sql<DeliveryState>`d.state`.as('state'),
    ]);

/** Those of posts, in the order in which they were chosen. */
export const selectDeliveries = async (db: Db | Tx, postIds: readonly number[]): Promise<DeliveryRow[]> =>
  deliveries(db)
    .where('d.postId', '=', sql<number>`any(${[...postIds]}::bigint[])`)
    .orderBy('d.id')
    .execute();

/**
 * Holds those of a post of which nothing went out, in one order, and gives all of them. What is just being sent is not waited for: a channel may be slow.
 * The post is held already.
 */
export async function lockDeliveries(trx: Tx, postId: number): Promise<DeliveryRow[]> {
  await trx
    .selectFrom('postDelivery')
    .select('id')
    .where('postId', '=', postId)
    .where('state', 'in', [...UNSENT, 'cancelled'])
    .orderBy('id')
    .forUpdate()
    .execute();
  return selectDeliveries(trx, [postId]);
}

export const findDelivery = async (db: Db | Tx, id: number): Promise<DeliveryRow | undefined> =>
  deliveries(db).where('d.id', '=', id).executeTakeFirst();

/** Holds one, unless somebody else does: who holds it is speaking to the channel. */
export const lockFreeDelivery = async (trx: Tx, id: number): Promise<DeliveryRow | undefined> =>
  deliveries(trx).where('d.id', '=', id).forUpdate('d').skipLocked().executeTakeFirst();

/** Holds one and waits for who has it. */
export const lockDelivery = async (trx: Tx, id: number): Promise<DeliveryRow | undefined> =>
  deliveries(trx).where('d.id', '=', id).forUpdate('d').executeTakeFirst();

export async function updateDelivery(trx: Tx, id: number, changes: Updateable<DeliveryTable>): Promise<void> {
  await trx.updateTable('postDelivery').set(changes).where('id', '=', id).execute();
}

/** What is chosen of accounts: new ones are added, those left out go as long as nothing of them went out. @returns links that those had */
export async function keepVariants(
  trx: Tx,
  postId: number,
  variants: readonly { accountId: number; kind: ChannelKind; key: string; ownText: string | null }[],
): Promise<string[]> {
  const accountIds = variants.map(({ accountId }) => accountId);
  const gone = await trx
    .deleteFrom('postDelivery')
    .where('postId', '=', postId)
    .where('state', 'in', [...UNSENT, 'cancelled'])
    .where((eb) => eb.not(eb('accountId', '=', sql<number>`any(${accountIds}::bigint[])`)))
    .returning('linkCode')
    .execute();
  for (const variant of variants) {
    await trx
      .insertInto('postDelivery')
      .values({ ...variant, postId })
      .onConflict((conflict) => conflict.columns(['postId', 'accountId']).doUpdateSet({ ownText: variant.ownText }))
      .execute();
  }
  return gone.flatMap(({ linkCode }) => linkCode ?? []);
}

/** All of a post that did not go out, moved together. @param from left out: also what somebody left @returns how many */
export async function moveUnsent(
  trx: Tx,
  postId: number,
  changes: Updateable<DeliveryTable>,
  from: readonly DeliveryState[] = [...UNSENT, 'cancelled'],
): Promise<number> {
  const moved = await trx
    .updateTable('postDelivery')
    .set(changes)
    .where('postId', '=', postId)
    .where('state', 'in', [...from])
    .returning('id')
    .execute();
  return moved.length;
}

export interface DeliveryFilter {
  libraryIds: readonly number[] | null;
  states: readonly DeliveryState[];
  beforeId: number | null;
  limit: number;
}

/** The outbox, the newest first; one more than `limit`. */
export async function selectOutbox(
  db: Db | Tx,
  { libraryIds, states, beforeId, limit }: DeliveryFilter,
): Promise<(DeliveryRow & { title: string; libraryId: number })[]> {
  let query = deliveries(db)
    .innerJoin('post as p', 'p.id', 'd.postId')
    .select(['p.title', 'p.libraryId'])
    .where('d.state', 'in', [...states])
    .orderBy('d.id', 'desc')
    .limit(limit + 1);
  if (libraryIds !== null) query = query.where('p.libraryId', '=', sql<number>`any(${[...libraryIds]}::bigint[])`);
  if (beforeId !== null) query = query.where('d.id', '<', beforeId);
  return query.execute();
}
