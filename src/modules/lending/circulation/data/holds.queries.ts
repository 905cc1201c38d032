import { sql, type Selectable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Hold as HoldTable } from '#platform/database/db-types';
import type { LocalDate } from '#shared/dates';
import type { HoldStatus } from '../client.ts';
import type { QueuedHold } from '../rules/holds/hold-queue.ts';

/** A hold of somebody. One that was cut from its reader is counted, and changed no more. */
export type HoldRow = Omit<Selectable<HoldTable>, 'memberId' | 'status' | 'statusBeforeEnd'> & {
  memberId: number;
  status: HoldStatus;
  statusBeforeEnd: HoldStatus | null;
};
const CAUGHT = ['in_transit', 'waiting'] as const;

const rows = (db: Db | Tx) =>
  db
    .selectFrom('hold')
    .selectAll()
    .where('memberId', 'is not', null)
    .$narrowType<{ memberId: number; status: HoldStatus; statusBeforeEnd: HoldStatus | null }>();

/** One transaction at a time changes the queue of a record. Taken after member, copy and loan; goes with the transaction. */
export async function lockQueue(trx: Tx, bibId: number): Promise<void> {
  await sql`select lock_hold_queue(${bibId})`.execute(trx);
}

/** The record stays for as long as the transaction runs. @returns false when it is deleted */
export async function keepBib(trx: Tx, bibId: number): Promise<boolean> {
  const bib = await trx.selectFrom('bib').select('deletedAt').where('id', '=', bibId).forKeyShare().executeTakeFirst();
  return bib?.deletedAt === null;
}

export interface NewHold {
  bibId: number;
  memberId: number;
  pickupLibraryId: number;
  pickupStopId: number | null;
  wantedItemId: number | null;
  placedAt: Date;
  placedBy: string;
  overrideReason: string | null;
  /** The sender's own key; null = it has none. */
  requestKey: string | null;
}
/** At the end of the queue, which the caller has locked. @returns the id */
export async function insertHold(trx: Tx, hold: NewHold): Promise<number> {
  const row = await trx
    .insertInto('hold')
    .values({
      ...hold,
      place: sql<number>`(select coalesce(max(place), 0) + 1 from hold where bib_id = ${hold.bibId})`,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** The hold that was placed by a request of this key. */
export const holdOfRequest = async (trx: Tx, requestKey: string) =>
  trx.selectFrom('hold').select(['id', 'memberId', 'bibId']).where('requestKey', '=', requestKey).executeTakeFirst();

export const findHold = async (db: Db | Tx, id: number): Promise<HoldRow | undefined> =>
  rows(db).where('id', '=', id).executeTakeFirst();

/** Holds by id, in the order of their ids; those that are gone are left out. */
export const selectHolds = async (db: Db | Tx, ids: readonly number[]): Promise<HoldRow[]> =>
  ids.length === 0
    ? []
    : rows(db)
        .where('id', 'in', [...ids])
        .orderBy('id')
        .execute();

/** The hold for which this copy travels or waits. */
export const findHoldOfItem = async (trx: Tx, itemId: number): Promise<HoldRow | undefined> =>
  rows(trx)
    .where('itemId', '=', itemId)
    .where('status', 'in', [...CAUGHT])
    .executeTakeFirst();

/** The queue of a record in its order; members who have left, and those whose data are only kept, are not served. */
export const selectQueue = async (trx: Tx, bibId: number): Promise<QueuedHold[]> =>
  trx
    .selectFrom('hold')
    .innerJoin('member', 'member.id', 'hold.memberId')
    .select([
      'hold.id',
      'member.id as memberId',
      'member.categoryId',
      'member.homeLibraryId',
      'hold.pickupLibraryId',
      'hold.wantedItemId',
      sql<boolean>`hold.suspended_at is not null`.as('suspended'),
      sql<LocalDate | null>`hold.suspended_until`.as('suspendedUntil'),
    ])
    .where('hold.bibId', '=', bibId)
    .where('hold.status', '=', 'queued')
    .where('member.status', '=', 'active')
    .where('member.restrictedAt', 'is', null)
    .orderBy('hold.place')
    .execute();

export async function categoryOf(trx: Tx, memberId: number): Promise<number> {
  const row = await trx.selectFrom('member').select('categoryId').where('id', '=', memberId).executeTakeFirstOrThrow();
  return row.categoryId;
}

export interface PlaceInQueue {
  id: number;
  place: number;
  memberHomeLibraryId: number;
}
/** Ids of all queued holds of a record in order, with their places and where their members belong. */
export const selectPlaces = async (trx: Tx, bibId: number): Promise<PlaceInQueue[]> =>
  trx
    .selectFrom('hold')
    .innerJoin('member', 'member.id', 'hold.memberId')
    .select(['hold.id', 'hold.place', 'member.homeLibraryId as memberHomeLibraryId'])
    .where('hold.bibId', '=', bibId)
    .where('hold.status', '=', 'queued')
    .orderBy('hold.place')
    .execute();

/** Gives holds other places, in one statement; the places may be each other's. */
export async function savePlaces(trx: Tx, places: readonly { id: number; place: number }[]): Promise<void> {
  if (places.length === 0) return;
  await sql`update hold set place = given.place
    from json_to_recordset(${JSON.stringify(places)}::json) as given(id bigint, place integer)
    where hold.id = given.id`.execute(trx);
}

export type HoldChanges = Partial<Omit<HoldRow, 'id' | 'memberId' | 'placedAt' | 'placedBy'>>;
/** Changes a hold whose queue the caller has locked. */
export async function changeHold(trx: Tx, id: number, changes: HoldChanges): Promise<void> {
  await trx.updateTable('hold').set(changes).where('id', '=', id).execute();
}

/** Sees now, not only at the end of the transaction, that nobody has a copy and waits for it, too. */
export async function checkCopyOnce(trx: Tx): Promise<void> {
  await sql`set constraints copy_once_per_member immediate`.execute(trx);
}

/** Whether a member waits for just this copy already, or it waits for them. */
export async function waitsForCopy(trx: Db | Tx, memberId: number, itemId: number): Promise<boolean> {
  const found = await trx
    .selectFrom('hold')
    .select('id')
    .where('memberId', '=', memberId)
    .where('status', 'in', ['queued', 'in_transit', 'waiting'])
    .where(sql<boolean>`coalesce(item_id, wanted_item_id) = ${itemId}`)
    .executeTakeFirst();
  return found !== undefined;
}

/** What is to be known of a copy that comes in, in one query. */
export async function arrivalFacts(
  trx: Tx,
  copy: { id: number; bibId: number },
): Promise<{ holdId: number | null; transitId: number | null; hasQueue: boolean }> {
  const found = await sql<{ holdId: number | null; transitId: number | null; hasQueue: boolean }>`select
    (select id from hold where item_id = ${copy.id} and status in ('in_transit', 'waiting')) as hold_id,
    (select id from transit where item_id = ${copy.id} and received_at is null and cancelled_at is null) as transit_id,
    exists (select from hold where bib_id = ${copy.bibId} and status = 'queued') as has_queue`.execute(trx);
  return found.rows[0] ?? { holdId: null, transitId: null, hasQueue: false };
}

export interface LoanHolds {
  /** For whom this copy travels or waits. */
  kept: { id: number; memberId: number; memberName: string; status: HoldStatus } | null;
  /** The hold of this member that the loan fulfils: on this copy, or else the first on the record. */
  ownId: number | null;
  /** How many others are in the queue of the record. */
  others: number;
}
/** What is to be known of holds before a copy is lent, in one query. */
export async function loanHolds(
  db: Db | Tx,
  about: { itemId: number; bibId: number; memberId: number },
): Promise<LoanHolds> {
  const found = await sql<LoanHolds>`select
    (select json_build_object('id', h.id, 'memberId', h.member_id, 'memberName', m.full_name, 'status', h.status)
       from hold h join member m on m.id = h.member_id
      where h.item_id = ${about.itemId} and h.status in ('in_transit', 'waiting')) as kept,
    (select id from hold
      where bib_id = ${about.bibId} and member_id = ${about.memberId} and status = 'queued'
        and (wanted_item_id is null or wanted_item_id = ${about.itemId})
      order by wanted_item_id nulls last, place limit 1) as own_id,
    (select count(*)::int from hold
      where bib_id = ${about.bibId} and status = 'queued' and member_id <> ${about.memberId}) as others`.execute(db);
  return found.rows[0] ?? { kept: null, ownId: null, others: 0 };
}

/**
 * Do others wait for what this member has? @param about.today holds that are paused beyond it do not count
 * @param about.since only holds that were placed after it; left out: all
 */
export async function othersWait(
  db: Db | Tx,
  about: { itemId: number; bibId: number; memberId: number; today: LocalDate; since?: Date },
): Promise<boolean> {
  const since = about.since ?? null;
  const found = await sql<{ wait: boolean }>`select exists (
    select from hold h join member m on m.id = h.member_id
    where h.bib_id = ${about.bibId} and h.status = 'queued' and h.member_id <> ${about.memberId} and m.status = 'active'
      and m.restricted_at is null
      and (h.wanted_item_id is null or h.wanted_item_id = ${about.itemId})
      and (${since}::timestamptz is null or h.placed_at > ${since})
      and (h.suspended_at is null or h.suspended_until <= ${about.today}::date)) as wait`.execute(db);
  return found.rows[0]?.wait ?? false;
}

/**
 * Which running loans of a member others wait for. @param now holds that are paused beyond its day, where it was lent, do not count
 * @returns loan id → copy id
 */
export async function selectWantedLoans(db: Db | Tx, memberId: number, now: Date): Promise<Map<number, number>> {
  const found = await sql<{
    id: number;
    itemId: number;
  }>`select loan.id, loan.item_id from loan join item i on i.id = loan.item_id join library l on l.id = loan.library_id
    where loan.member_id = ${memberId} and loan.status = 'open' and exists (
      select from hold h join member m on m.id = h.member_id
      where h.bib_id = i.bib_id and h.status = 'queued' and h.member_id <> ${memberId} and m.status = 'active'
        and m.restricted_at is null
        and (h.wanted_item_id is null or h.wanted_item_id = i.id)
        and (h.suspended_at is null or h.suspended_until <= (${now}::timestamptz at time zone l.time_zone)::date))`.execute(
    db,
  );
  return new Map(found.rows.map((row) => [row.id, row.itemId]));
}

/** Holds that are paused in the data though the day on which they count again has come; the longest over first. */
export async function selectSuspendedTooLong(db: Db, now: Date, limit: number): Promise<number[]> {
  const found = await sql<{ id: number }>`select h.id from hold h join library l on l.id = h.pickup_library_id
    where h.status = 'queued' and h.suspended_until <= (${now}::timestamptz at time zone l.time_zone)::date
      and h.member_id is not null
    order by h.suspended_until, h.id limit ${limit}`.execute(db);
  return found.rows.map((row) => row.id);
}

/** Holds whose last day on the shelf is over in the zone of their library; the longest over first. */
export async function selectOverstayed(db: Db, now: Date, limit: number): Promise<number[]> {
  const found = await sql<{ id: number }>`select h.id from hold h join library l on l.id = h.pickup_library_id
    where h.status = 'waiting' and h.keep_until < (${now}::timestamptz at time zone l.time_zone)::date
    order by h.keep_until, h.id limit ${limit}`.execute(db);
  return found.rows.map((row) => row.id);
}
