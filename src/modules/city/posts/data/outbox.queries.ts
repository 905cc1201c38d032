import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { DeliveryState } from '../rules/terms.ts';

/** The instant of a post by the clock of its library, wherever the machine stands. */
const hourOf = sql<Date>`(p.send_on + p.send_minute * interval '1 minute') at time zone l.time_zone`;

export interface DueRow {
  id: number;
  postId: number;
  /** When it was to go. */
  hour: Date;
}

/**
 * Takes the next delivery whose hour has come, unless another process holds it; none of an account that asked for a pause, and none that a person
 * shares. It stays locked until the transaction ends.
 * @param after those before it, in the order in which they are due, were looked at already
 */
export async function takeDue(
  trx: Tx,
  { now, byHand, skip }: { now: Date; byHand: readonly string[]; skip: readonly number[] },
): Promise<DueRow | undefined> {
  const { rows } = await sql<DueRow>`
    select d.id, d.post_id, ${hourOf} as hour
    from post_delivery d join post p on p.id = d.post_id join library l on l.id = p.library_id
    where d.state in ('waiting', 'retry') and p.state = 'scheduled'
      and not d.kind = any(${[...byHand]}::text[]) and not d.id = any(${[...skip]}::bigint[])
      and (d.next_at is null or d.next_at <= ${now}) and ${hourOf} <= ${now}
      and not exists (select from post_delivery pause where pause.account_id = d.account_id and pause.paused_until > ${now})
    order by coalesce(d.next_at, ${hourOf}), d.id
    limit 1
    for update of d skip locked`.execute(trx);
  return rows[0];
}

/** Takes one that says it is being sent though nobody holds it: who did is gone. */
export async function takeDead(trx: Tx): Promise<{ id: number } | undefined> {
  const { rows } = await sql<{ id: number }>`
    select id from post_delivery where state = 'sending' order by id limit 1 for update skip locked`.execute(trx);
  return rows[0];
}

/** Takes the next one of which nobody knows whether it is there, and for which it is time to look. */
export async function takeUnknown(
  trx: Tx,
  { now, mostLooks, skip }: { now: Date; mostLooks: number; skip: readonly number[] },
): Promise<{ id: number } | undefined> {
  const { rows } = await sql<{ id: number }>`
    select id from post_delivery
    where state = 'unknown' and looked < ${mostLooks} and next_at <= ${now} and not id = any(${[...skip]}::bigint[])
    order by next_at, id limit 1 for update skip locked`.execute(trx);
  return rows[0];
}

/** Whether what a channel calls so is known as another delivery of the account. */
export const isAnothers = async (
  trx: Tx,
  { id, accountId }: { id: number; accountId: number },
  remoteId: string,
): Promise<boolean> =>
  (await trx
    .selectFrom('postDelivery')
    .select('id')
    .where('accountId', '=', accountId)
    .where('remoteId', '=', remoteId)
    .where('id', '<>', id)
    .executeTakeFirst()) !== undefined;

/** How many stand so, of libraries (null = all), and since when the first. */
export async function countStanding(
  db: Db | Tx,
  libraryIds: readonly number[] | null,
  states: readonly DeliveryState[],
): Promise<{ count: number; since: Date | null }> {
  let query = db
    .selectFrom('postDelivery as d')
    .innerJoin('post as p', 'p.id', 'd.postId')
    .select([
      sql<number>`count(*)::int`.as('count'),
      sql<Date | null>`min(coalesce(d.done_at, d.started_at))`.as('since'),
    ])
    .where('d.state', 'in', [...states]);
  if (libraryIds !== null) query = query.where('p.libraryId', '=', sql<number>`any(${[...libraryIds]}::bigint[])`);
  return query.executeTakeFirstOrThrow();
}

/** Codes of links of a library's posts that went out since an instant. */
export async function selectLinkCodes(db: Db | Tx, libraryId: number, since: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('postDelivery as d')
    .innerJoin('post as p', 'p.id', 'd.postId')
    .select('d.linkCode')
    .where('p.libraryId', '=', libraryId)
    .where('d.state', '=', 'sent')
    .where('d.doneAt', '>=', since)
    .where('d.linkCode', 'is not', null)
    .orderBy('d.id', 'desc')
    .limit(500)
    .execute();
  return rows.flatMap(({ linkCode }) => linkCode ?? []);
}

/** Of which a person shares what is due, at libraries (null = all). */
export async function countByHand(
  db: Db | Tx,
  libraryIds: readonly number[] | null,
  { now, byHand }: { now: Date; byHand: readonly string[] },
): Promise<{ count: number; since: Date | null }> {
  const { rows } = await sql<{ count: number; since: Date | null }>`
    select count(*)::int as count, min(${hourOf}) as since
    from post_delivery d join post p on p.id = d.post_id join library l on l.id = p.library_id
    where d.state = 'waiting' and p.state = 'scheduled' and d.kind = any(${[...byHand]}::text[]) and ${hourOf} <= ${now}
      and (${libraryIds === null} or p.library_id = any(${[...(libraryIds ?? [])]}::bigint[]))`.execute(db);
  return rows[0] ?? { count: 0, since: null };
}
