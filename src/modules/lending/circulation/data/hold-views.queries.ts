import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { LocalDate } from '#shared/dates';
import type { Hold, HoldStatus } from '../client.ts';
import type { ChoosableCopy } from '../rules/holds/choose-copies.ts';
import type { QueuedHold } from '../rules/holds/hold-queue.ts';

/**
 * Holds with the names that people read. Other modules' tables are only read here.
 * @param now a pause that is over by then is none, though the job may not have ended it yet
 */
const views = (db: Db | Tx, now: Date) =>
  db
    .selectFrom('hold')
    .innerJoin('member', 'member.id', 'hold.memberId')
    .innerJoin('bib', 'bib.id', 'hold.bibId')
    .innerJoin('library', 'library.id', 'hold.pickupLibraryId')
    .leftJoin('item', 'item.id', 'hold.itemId')
    .leftJoin('item as wanted', 'wanted.id', 'hold.wantedItemId')
    .select([
      'hold.id',
      sql<HoldStatus>`hold.status`.as('status'),
      sql<number | null>`case when hold.status = 'queued' then (select count(*)::int from hold q
        where q.bib_id = hold.bib_id and q.status = 'queued' and q.place <= hold.place) end`.as('position'),
      'member.number as memberNumber',
      'member.fullName as memberName',
      'member.homeLibraryId as memberHomeLibraryId',
      'bib.id as bibId',
      'bib.title',
      'bib.mainAuthor',
      'item.barcode as itemBarcode',
      'item.callNumber',
      'wanted.barcode as wantedBarcode',
      sql<Hold['pickupLibrary']>`json_build_object('id', library.id, 'code', library.code, 'name', library.name,
        'timeZone', library.time_zone)`.as('pickupLibrary'),
      sql<Hold['pickupStop']>`(select json_build_object('id', s.id, 'place', s.place) from mobile_stop s
        where s.id = hold.pickup_stop_id)`.as('pickupStop'),
      'hold.placedAt',
      'hold.placedBy',
      sql<boolean>`hold.suspended_at is not null and hold.status = 'queued'
        and (hold.suspended_until is null or hold.suspended_until > (${now}::timestamptz at time zone library.time_zone)::date)`.as(
        'suspended',
      ),
      sql<LocalDate | null>`case when hold.suspended_until > (${now}::timestamptz at time zone library.time_zone)::date
        then hold.suspended_until end`.as('suspendedUntil'),
      'hold.waitingSince',
      sql<LocalDate | null>`hold.keep_until`.as('keepUntil'),
      'hold.endedAt',
    ]);

export const findHoldView = async (db: Db | Tx, id: number, now: Date): Promise<Hold | undefined> =>
  views(db, now).where('hold.id', '=', id).executeTakeFirst();

export interface HoldFilter {
  memberNumber?: string;
  bibId?: number;
  /** Collected at these; null = at any. */
  pickupLibraryIds: readonly number[] | null;
  statuses?: readonly HoldStatus[];
  beforeId?: number;
  /** Only of members of these home libraries; null or left out = of all. */
  homes?: readonly number[] | null;
  now: Date;
  limit: number;
}
/** Newest first; one row more than `limit`. */
export async function selectHolds(db: Db | Tx, filter: HoldFilter): Promise<Hold[]> {
  let query = views(db, filter.now)
    .orderBy('hold.id', 'desc')
    .limit(filter.limit + 1);
  if (filter.memberNumber !== undefined) query = query.where('member.number', '=', filter.memberNumber);
  if (filter.bibId !== undefined) query = query.where('hold.bibId', '=', filter.bibId);
  if (filter.pickupLibraryIds) {
    query = query.where('hold.pickupLibraryId', '=', sql<number>`any(${[...filter.pickupLibraryIds]}::bigint[])`);
  }
  if (filter.statuses) query = query.where('hold.status', 'in', [...filter.statuses]);
  if (filter.beforeId !== undefined) query = query.where('hold.id', '<', filter.beforeId);
  if (filter.homes) query = query.where('member.homeLibraryId', '=', sql<number>`any(${[...filter.homes]}::bigint[])`);
  return query.execute();
}

/** What a member waits for, what is ready first. */
export const selectHoldsOfMember = async (db: Db | Tx, memberId: number, now: Date): Promise<Hold[]> =>
  views(db, now)
    .where('hold.memberId', '=', memberId)
    .where('hold.status', 'in', ['queued', 'in_transit', 'waiting'])
    .orderBy(sql`array_position(array['waiting', 'in_transit', 'queued'], hold.status)`)
    .orderBy('hold.placedAt')
    .execute();

/** The queue of a record, in order. */
export const selectQueueViews = async (db: Db | Tx, bibId: number, now: Date): Promise<Hold[]> =>
  views(db, now)
    .where('hold.bibId', '=', bibId)
    .where('hold.status', 'in', ['queued', 'in_transit', 'waiting'])
    .orderBy(sql`hold.status = 'queued'`)
    .orderBy('hold.place')
    .execute();

/** What waits on the shelf of a library: what has to go first, first. */
export const selectShelf = async (db: Db | Tx, libraryId: number, now: Date): Promise<Hold[]> =>
  views(db, now)
    .where('hold.pickupLibraryId', '=', libraryId)
    .where('hold.status', '=', 'waiting')
    .orderBy('hold.keepUntil')
    .orderBy('hold.id')
    .execute();

/** What waits at a library, has to be collected by a day, has waited since before `today`, and was not spoken of yet; by id. */
export const selectExpiring = async (
  db: Db,
  about: { libraryId: number; now: Date; today: LocalDate; until: LocalDate; afterId: number; limit: number },
): Promise<(Hold & { memberId: number; categoryId: number; keepUntil: LocalDate })[]> =>
  views(db, about.now)
    .select(['member.id as memberId', 'member.categoryId'])
    .where('hold.status', '=', 'waiting')
    .where('hold.pickupLibraryId', '=', about.libraryId)
    .where('hold.keepUntil', '>=', about.today)
    .where('hold.keepUntil', '<=', about.until)
    .where('hold.id', '>', about.afterId)
    .where(
      sql<boolean>`(hold.waiting_since at time zone library.time_zone)::date < ${about.today}::date
        and not exists (select from notification n
          where n.key = 'hold:' || hold.id || ':expiring:' || hold.keep_until)`,
    )
    .orderBy('hold.id')
    .limit(about.limit)
    .$narrowType<{ keepUntil: LocalDate }>()
    .execute();

/** How many wait for a record, those whose copy is ready included. */
export async function countQueue(db: Db | Tx, bibId: number): Promise<number> {
  const row = await db
    .selectFrom('hold')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('bibId', '=', bibId)
    .where('status', '=', 'queued')
    .executeTakeFirstOrThrow();
  return row.count;
}

export interface TitleQueue {
  bibId: number;
  title: string;
  mainAuthor: string | null;
  waiting: number;
  copies: number;
  since: Date;
}
/** Titles that people wait for, the longest queue first. */
export async function selectTitleQueues(db: Db, limit: number): Promise<TitleQueue[]> {
  const found = await sql<TitleQueue>`select b.id as bib_id, b.title, b.main_author, q.waiting, q.since,
      (select count(*)::int from item i where i.bib_id = b.id and i.status not in ('withdrawn', 'lost', 'missing')) as copies
    from (select bib_id, count(*)::int as waiting, min(placed_at) as since from hold
          where status = 'queued' group by bib_id) q
    join bib b on b.id = q.bib_id
    order by q.waiting desc, q.since, b.id limit ${limit}`.execute(db);
  return found.rows;
}

/** Everybody in the queues of titles that have a copy on a shelf somewhere, titles and people in their order, and those copies. */
export async function selectServable(
  db: Db,
): Promise<{ holds: (QueuedHold & { bibId: number })[]; copies: (ChoosableCopy & { bibId: number })[] }> {
  const [holds, copies] = await Promise.all([
    sql<QueuedHold & { bibId: number }>`select h.id, h.bib_id, m.id as member_id, m.category_id, m.home_library_id,
        h.pickup_library_id, h.wanted_item_id, h.suspended_at is not null as suspended, h.suspended_until
      from hold h join member m on m.id = h.member_id
      where h.status = 'queued' and m.status = 'active' and m.restricted_at is null
        and exists (select from item i where i.bib_id = h.bib_id and ${onShelf})
      order by h.bib_id, h.place`.execute(db),
    sql<ChoosableCopy & { bibId: number }>`select i.id, i.bib_id, i.library_id, i.library_id as at, i.item_type,
        false as in_hand
      from item i where ${onShelf} and i.bib_id in (select bib_id from hold where status = 'queued')
      order by i.id`.execute(db),
  ]);
  return { holds: holds.rows, copies: copies.rows };
}

/** The copies of one title that stand on their shelves. */
export async function selectOnShelf(db: Db | Tx, bibId: number): Promise<ChoosableCopy[]> {
  const found = await sql<ChoosableCopy>`select i.id, i.library_id, i.library_id as at, i.item_type, false as in_hand
    from item i where i.bib_id = ${bibId} and ${onShelf} order by i.id`.execute(db);
  return found.rows;
}

/** A copy `i` that anybody could take from its shelf: damaged, lent or set aside it is not. */
const onShelf = sql`i.status = 'available' and not i.on_loan and i.set_aside is null`;

/** When the oldest of these holds was placed; null = there is none. */
export async function selectOldestPlacing(db: Db, holdIds: readonly number[]): Promise<Date | null> {
  if (holdIds.length === 0) return null;
  const oldest = db.selectFrom('hold').select((eb) => eb.fn.min('placedAt').as('at'));
  return (await oldest.where('id', 'in', [...holdIds]).executeTakeFirst())?.at ?? null;
}

export interface PullLine {
  hold: Hold;
  itemBarcode: string;
  callNumber: string | null;
  callNumberSort: string | null;
  spaceName: string | null;
  libraryId: number;
}
/** The pairs of a pull list with what people read, in the order of the shelves. */
export async function selectPullLines(
  db: Db,
  pairs: readonly (readonly [holdId: number, itemId: number])[],
  now: Date,
): Promise<PullLine[]> {
  if (pairs.length === 0) return [];
  const [holds, copies] = await Promise.all([
    views(db, now)
      .where(
        'hold.id',
        'in',
        pairs.map(([holdId]) => holdId),
      )
      .execute(),
    db
      .selectFrom('item')
      .leftJoin('space', 'space.id', 'item.spaceId')
      .select([
        'item.id',
        'item.barcode as itemBarcode',
        'item.callNumber',
        'item.callNumberSort',
        'item.libraryId',
        'space.name as spaceName',
      ])
      .where(
        'item.id',
        'in',
        pairs.map(([, itemId]) => itemId),
      )
      .execute(),
  ]);
  const byHold = new Map(holds.map((hold) => [hold.id, hold]));
  const byItem = new Map(copies.map((copy) => [copy.id, copy]));
  const lines = pairs.flatMap(([holdId, itemId]) => {
    const [hold, copy] = [byHold.get(holdId), byItem.get(itemId)];
    return hold && copy ? [{ hold, ...copy }] : [];
  });
  return lines.toSorted(
    (a, b) =>
      (a.callNumberSort ?? '').localeCompare(b.callNumberSort ?? '') || a.itemBarcode.localeCompare(b.itemBarcode),
  );
}
