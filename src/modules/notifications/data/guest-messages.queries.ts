import { sql, type Insertable } from 'kysely';
import type { Db, Tx } from '#platform/db';
import type { GuestMessage } from '#platform/db-types';
import type { DeliveryState, Topic } from '../rules/topics.ts';

/** @returns false when a message with this key is known already */
export async function insertGuestMessage(trx: Tx, row: Insertable<GuestMessage>): Promise<boolean> {
  const made = await trx
    .insertInto('guestMessage')
    .values(row)
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('id')
    .executeTakeFirst();
  return made !== undefined;
}

export type GuestMessageEnd = 'sent' | 'failed' | 'unknown' | 'cancelled';

/** Ends a message and takes address and values out of it. */
const ended = (state: GuestMessageEnd, outcome: string, at: Date) => ({
  state,
  outcome,
  finishedAt: at,
  email: null,
  name: null,
  params: null,
  path: null,
});

export async function cancelGuestMessages(trx: Tx, about: string, at: Date): Promise<void> {
  await trx
    .updateTable('guestMessage')
    .set(ended('cancelled', 'nothing_left', at))
    .where('about', '=', about)
    .where('state', '=', 'pending')
    .execute();
}

export async function selectGuestStates(db: Db | Tx, keys: readonly string[]): Promise<Map<string, DeliveryState>> {
  const rows = await db
    .selectFrom('guestMessage')
    .select(['key', sql<DeliveryState>`state`.as('state')])
    .where('key', '=', sql<string>`any(${[...keys]}::text[])`)
    .execute();
  return new Map(rows.map(({ key, state }) => [key, state]));
}

/** Messages that came too late, and those whose process died with them: they may have been sent and are not sent again. */
export async function endStaleGuestMessages(db: Db, now: Date, claimedBefore: Date): Promise<void> {
  await db
    .updateTable('guestMessage')
    .set(ended('cancelled', 'nothing_left', now))
    .where('state', '=', 'pending')
    .where('expiresAt', '<=', now)
    .execute();
  await db
    .updateTable('guestMessage')
    .set(ended('unknown', 'interrupted', now))
    .where('state', '=', 'sending')
    .where('claimedAt', '<', claimedBefore)
    .execute();
}

export interface ClaimedGuestMessage {
  id: number;
  key: string;
  libraryId: number;
  topic: Topic;
  email: string;
  language: 'id' | 'en';
  name: string;
  params: unknown;
  path: string;
  /** How many attempts there were, this one counted. */
  attempts: number;
}

/** Takes the next message that is due for this process alone; the attempt is counted before it is made. */
export async function claimGuestMessage(db: Db, now: Date): Promise<ClaimedGuestMessage | undefined> {
  const query = sql<ClaimedGuestMessage>`update guest_message set state = 'sending', attempts = attempts + 1, claimed_at = ${now}
    where id = (select id from guest_message where state = 'pending' and next_attempt_at <= ${now}
      order by next_attempt_at, id limit 1 for update skip locked)
    returning id, key, library_id, topic, email, language, name, params, path, attempts`;
  return (await query.execute(db)).rows[0];
}

export async function endGuestMessage(
  db: Db,
  id: number,
  { state, outcome, at }: { state: GuestMessageEnd; outcome: string; at: Date },
): Promise<void> {
  await db
    .updateTable('guestMessage')
    .set(ended(state, outcome, at))
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .execute();
}

export async function putGuestMessageBack(
  db: Db,
  id: number,
  { at, outcome }: { at: Date; outcome: string },
): Promise<void> {
  await db
    .updateTable('guestMessage')
    .set({ state: 'pending', nextAttemptAt: at, outcome })
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .execute();
}
