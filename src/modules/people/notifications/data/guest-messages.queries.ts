import { sql, type Insertable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { GuestMessage } from '#platform/database/db-types';
import type { OutcomeCode } from '../carriers/carrier.ts';
import type { DeliveryState } from '../client.ts';

/** Taken back before it went out; what ended because its time was over had its chance. */
export const untoldGuest = sql<boolean>`state = 'cancelled' and outcome = 'nothing_left' and finished_at < expires_at`;

/** One that ended {@link untoldGuest} makes room for a new one. @returns false when a message with this key is known already */
export async function insertGuestMessage(trx: Tx, row: Insertable<GuestMessage>): Promise<boolean> {
  if (await insertNew(trx, row)) return true;
  const { numDeletedRows } = await trx
    .deleteFrom('guestMessage')
    .where('key', '=', row.key)
    .where(untoldGuest)
    .executeTakeFirst();
  return numDeletedRows > 0n && insertNew(trx, row);
}

async function insertNew(trx: Tx, row: Insertable<GuestMessage>): Promise<boolean> {
  const made = await trx
    .insertInto('guestMessage')
    .values(row)
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('id')
    .executeTakeFirst();
  return made !== undefined;
}

/** `phone`: waits for a person who tells it, by whichever address there is. */
export type GuestMessageState = DeliveryState | 'phone';
type GuestMessageEnd = 'sent' | 'cancelled';

/** Ends a message and takes address and values out of it. */
const ended = (state: GuestMessageEnd, outcome: string, at: Date) => ({
  state,
  outcome,
  finishedAt: at,
  email: null,
  phone: null,
  name: null,
  params: null,
  path: null,
});

/** @param which.to only those to this address, `which.topic` only those of this topic; left out: all @returns what they would have said */
export async function cancelGuestMessages(
  trx: Tx,
  { about, to, topic }: { about: string; to?: string; topic?: string },
  at: Date,
): Promise<{ topic: string; params: unknown }[]> {
  const waiting = await trx
    .selectFrom('guestMessage')
    .select(['id', 'topic', 'params'])
    .where('about', '=', about)
    .where('state', 'in', ['pending', 'phone'])
    .$if(to !== undefined, (query) => query.where(sql<boolean>`coalesce(email, phone) = ${to}`))
    .$if(topic !== undefined, (query) => query.where(sql<boolean>`topic = ${topic}`))
    .orderBy('id')
    .forUpdate()
    .execute();
  if (waiting.length > 0) {
    const ids = waiting.map(({ id }) => id);
    await trx
      .updateTable('guestMessage')
      .set(ended('cancelled', 'nothing_left', at))
      .where('id', 'in', ids)
      .execute();
  }
  return waiting;
}

export async function selectGuestStates(db: Db | Tx, keys: readonly string[]): Promise<Map<string, GuestMessageState>> {
  const rows = await db
    .selectFrom('guestMessage')
    .select(['key', sql<GuestMessageState>`state`.as('state')])
    .where('key', '=', sql<string>`any(${[...keys]}::text[])`)
    .execute();
  return new Map(rows.map(({ key, state }) => [key, state]));
}

/** Messages that came too late end; those whose process died with them may have been sent and are left to a person. */
export async function endStaleGuestMessages(db: Db, now: Date, claimedBefore: Date): Promise<void> {
  await db
    .updateTable('guestMessage')
    .set(ended('cancelled', 'nothing_left', now))
    .where('state', 'in', ['pending', 'phone'])
    .where('expiresAt', '<=', now)
    .execute();
  await db
    .updateTable('guestMessage')
    .set({ state: 'phone', outcome: 'interrupted' })
    .where('state', '=', 'sending')
    .where('claimedAt', '<', claimedBefore)
    .execute();
}

export interface ClaimedGuestMessage {
  id: number;
  key: string;
  libraryId: number;
  topic: string;
  /** One of the two. */
  email: string | null;
  phone: string | null;
  language: 'id' | 'en';
  name: string;
  params: unknown;
  path: string;
  /** How many attempts there were, this one counted. */
  attempts: number;
}

/**
 * Takes the next message that is due and not too late for this process alone; the attempt is counted before it is made.
 * @param open whether there is a mail server, and WhatsApp
 */
export async function claimGuestMessage(
  db: Db,
  now: Date,
  open: { email: boolean; whatsapp: boolean },
): Promise<ClaimedGuestMessage | undefined> {
  const query = sql<ClaimedGuestMessage>`update guest_message set state = 'sending', attempts = attempts + 1, claimed_at = ${now}
    where id = (select id from guest_message where state = 'pending' and next_attempt_at <= ${now} and expires_at > ${now}
        and ((email is not null and ${open.email}) or (phone is not null and ${open.whatsapp}))
      order by next_attempt_at, id limit 1 for update skip locked)
    returning id, key, library_id, topic, email, phone, language, name, params, path, attempts`;
  return (await query.execute(db)).rows[0];
}

/** It was sent. */
export async function endGuestMessage(
  db: Db,
  id: number,
  { outcome, at }: { outcome: string; at: Date },
): Promise<void> {
  await db
    .updateTable('guestMessage')
    .set(ended('sent', outcome, at))
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

/** All of what guests were told long ago; what has not ended stays. */
export async function deleteOldGuestMessages(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('guestMessage').where('finishedAt', '<', before).execute();
}

/** A message that waits for a person, of one of the things. */
export interface GuestCallRow extends Omit<ClaimedGuestMessage, 'attempts'> {
  about: string;
  /** Why it was not sent by itself; null: its channel is not open. */
  outcome: OutcomeCode | null;
  createdAt: Date;
}

/** Leaves one message to a person, with the reason. */
export async function leaveToPerson(db: Db, id: number, outcome: OutcomeCode): Promise<void> {
  await db
    .updateTable('guestMessage')
    .set({ state: 'phone', outcome })
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .execute();
}

/**
 * Leaves what is due to a person where its channel is not open; what waits for one only because of that goes by itself once it is.
 * @param open whether there is a mail server, and WhatsApp
 */
export async function followChannels(db: Db, now: Date, open: { email: boolean; whatsapp: boolean }): Promise<void> {
  const reached = sql<boolean>`((email is not null and ${open.email}) or (phone is not null and ${open.whatsapp}))`;
  await db
    .updateTable('guestMessage')
    .set({ state: 'phone', outcome: null })
    .where('state', '=', 'pending')
    .where('nextAttemptAt', '<=', now)
    .where(sql<boolean>`not ${reached}`)
    .execute();
  await db
    .updateTable('guestMessage')
    .set({ state: 'pending', nextAttemptAt: now })
    .where('state', '=', 'phone')
    .where('outcome', 'is', null)
    .where(reached)
    .execute();
}

/** The oldest first. */
export async function selectGuestCalls(db: Db | Tx, abouts: readonly string[], now: Date): Promise<GuestCallRow[]> {
  const query = sql<GuestCallRow>`select id, key, about, library_id, topic, email, phone, language, name, params, path, outcome, created_at
    from guest_message where state = 'phone' and about = any(${[...abouts]}::text[]) and expires_at > ${now} order by created_at, id`;
  return (await query.execute(db)).rows;
}

/** @returns what it is about; undefined: it does not wait any more, or is about something else */
export async function endGuestCall(
  trx: Tx,
  id: number,
  abouts: readonly string[],
  at: Date,
): Promise<string | undefined> {
  const row = await trx
    .updateTable('guestMessage')
    .set(ended('sent', 'by_hand', at))
    .where('id', '=', id)
    .where('state', '=', 'phone')
    .where('about', '=', sql<string>`any(${[...abouts]}::text[])`)
    .returning('about')
    .executeTakeFirst();
  return row?.about ?? undefined;
}
