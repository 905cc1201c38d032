import { sql, type Selectable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Booking as BookingTable } from '#platform/database/db-types';
import { stakesIn } from '#platform/stakes';
import type { Booking, BookingSet, BookingStatus, BusyTime } from '../client.ts';

export type BookingRow = Omit<Selectable<BookingTable>, 'status'> & { status: BookingStatus };

export interface NewBooking {
  memberId: number;
  libraryId: number;
  startsAt: Date;
  endsAt: Date;
  purpose: string;
  placedAt: Date;
  placedBy: string;
}
/** All copies or none: the exclusion constraint `booking_no_overlap` refuses the whole statement. */
export async function insertBooking(trx: Tx, booking: NewBooking, itemIds: readonly number[]): Promise<number> {
  const { id } = await trx.insertInto('booking').values(booking).returning('id').executeTakeFirstOrThrow();
  const period = sql<string>`tstzrange(${booking.startsAt}::timestamptz, ${booking.endsAt}::timestamptz)`;
  await trx
    .insertInto('bookingItem')
    .values(itemIds.map((itemId) => ({ bookingId: id, itemId, period })))
    .execute();
  return id;
}

/** Whose a booking is and which copies it promises, before locks are taken in their order. */
export const partiesOfBooking = async (
  trx: Tx,
  id: number,
): Promise<{ memberNumber: string; barcodes: string[] } | undefined> =>
  trx
    .selectFrom('booking')
    .innerJoin('member', 'member.id', 'booking.memberId')
    .select('member.number as memberNumber')
    .select(
      sql<string[]>`array(select i.barcode from booking_item bi join item i on i.id = bi.item_id
        where bi.booking_id = booking.id)`.as('barcodes'),
    )
    .where('booking.id', '=', id)
    .executeTakeFirst();

/** The caller holds the member and the copies. */
export const lockBooking = async (trx: Tx, id: number): Promise<BookingRow | undefined> =>
  trx
    .selectFrom('booking')
    .selectAll()
    .$narrowType<{ status: BookingStatus }>()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();

export async function endBooking(
  trx: Tx,
  id: number,
  end: { status: 'cancelled' | 'expired'; endedAt: Date; endedBy: string },
): Promise<void> {
  await trx.updateTable('booking').set(end).where('id', '=', id).execute();
  await trx.updateTable('bookingItem').set({ active: false }).where('bookingId', '=', id).execute();
}

/** Booked and not collected in time: a day after the beginning, or at the end when that is earlier. */
export async function selectNotCollected(db: Db, now: Date, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('booking')
    .select('id')
    .where('status', '=', 'booked')
    .where(sql<boolean>`least(ends_at, starts_at + interval '24 hours') <= ${now}::timestamptz`)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

/** Until when a copy is on loan; null = it is not. The copy's lock guards it. */
export async function loanedUntil(trx: Tx, itemId: number): Promise<Date | null> {
  const row = await trx
    .selectFrom('loan')
    .select('dueAt')
    .where('itemId', '=', itemId)
    .where('status', 'in', ['open', 'claimed_returned'])
    .executeTakeFirst();
  return row?.dueAt ?? null;
}

/** When a copy is promised to one member, of bookings that run or are to come. The member's lock guards it. */
export const selectSpansOf = async (
  trx: Tx,
  about: { memberId: number; itemId: number },
): Promise<{ startsAt: Date; endsAt: Date }[]> =>
  trx
    .selectFrom('bookingItem')
    .innerJoin('booking', 'booking.id', 'bookingItem.bookingId')
    .select(['booking.startsAt', 'booking.endsAt'])
    .where('booking.memberId', '=', about.memberId)
    .where('bookingItem.itemId', '=', about.itemId)
    .where('bookingItem.active', '=', true)
    .execute();

/** Until when a copy is set aside for a programme; null = it is not. The copy's lock guards it. */
export async function setAsideUntil(trx: Tx, itemId: number): Promise<Date | null> {
  const query = sql<{
    until: Date | null;
  }>`select until_at as until from ${stakesIn('setAside')} stake where item_id = ${itemId}`;
  return (await query.execute(trx)).rows[0]?.until ?? null;
}

const views = (db: Db | Tx) =>
  db
    .selectFrom('booking')
    .innerJoin('member', 'member.id', 'booking.memberId')
    .innerJoin('library', 'library.id', 'booking.libraryId')
    .select(['booking.id', 'member.number as memberNumber', 'member.fullName as memberName', 'booking.startsAt'])
    .select('member.homeLibraryId as memberHomeLibraryId')
    .select(['booking.endsAt', 'booking.purpose', 'booking.placedAt', 'booking.placedBy', 'booking.endedAt'])
    .select([
      sql<BookingStatus>`booking.status`.as('status'),
      sql<Booking['library']>`json_build_object('id', library.id, 'code', library.code, 'name', library.name,
        'timeZone', library.time_zone)`.as('library'),
      sql<Booking['items']>`(select json_agg(json_build_object('barcode', i.barcode, 'bibId', i.bib_id,
          'title', b.title, 'collected', bi.loan_id is not null, 'active', bi.active) order by i.barcode)
        from booking_item bi join item i on i.id = bi.item_id join bib b on b.id = i.bib_id
        where bi.booking_id = booking.id)`.as('items'),
    ]);

export const findBooking = async (db: Db | Tx, id: number): Promise<Booking | undefined> =>
  views(db).where('booking.id', '=', id).executeTakeFirst();

export interface BookingFilter {
  /** Collected at these; null = at any. */
  libraryIds: readonly number[] | null;
  /** Only of members of these home libraries; null = of all. */
  homes: readonly number[] | null;
  memberNumber?: string;
  itemBarcode?: string;
  status?: BookingStatus;
  /** Only those that have not ended. */
  open?: true;
  /** Those that touch this time. */
  from?: Date;
  to?: Date;
  afterId?: number;
  limit: number;
}
/** In the order of their beginning within a page, pages by id; one row more than `limit`. */
export async function selectBookings(db: Db, filter: BookingFilter): Promise<Booking[]> {
  let query = views(db)
    .orderBy('booking.id')
    .limit(filter.limit + 1);
  const { libraryIds, homes, memberNumber, itemBarcode, status, open, from, to, afterId } = filter;
  const anyOf = (ids: readonly number[]) => sql<number>`any(${[...ids]}::bigint[])`;
  if (libraryIds) query = query.where('booking.libraryId', '=', anyOf(libraryIds));
  if (homes) query = query.where('member.homeLibraryId', '=', anyOf(homes));
  if (memberNumber !== undefined) query = query.where('member.number', '=', memberNumber);
  if (status !== undefined) query = query.where('booking.status', '=', status);
  if (open) query = query.where('booking.endedAt', 'is', null);
  if (from !== undefined) query = query.where('booking.endsAt', '>', from);
  if (to !== undefined) query = query.where('booking.startsAt', '<', to);
  if (afterId !== undefined) query = query.where('booking.id', '>', afterId);
  if (itemBarcode !== undefined) {
    query = query.where(
      sql<boolean>`exists (select from booking_item bi join item i on i.id = bi.item_id
        where bi.booking_id = booking.id and i.barcode = ${itemBarcode})`,
    );
  }
  return query.execute();
}

/** When the copies of a record are promised to somebody, from now on. */
export const selectBusyTimes = async (db: Db, about: { bibId: number; from: Date }): Promise<BusyTime[]> =>
  db
    .selectFrom('bookingItem')
    .innerJoin('booking', 'booking.id', 'bookingItem.bookingId')
    .innerJoin('item', 'item.id', 'bookingItem.itemId')
    .select(['item.barcode', 'booking.startsAt', 'booking.endsAt'])
    .where('item.bibId', '=', about.bibId)
    .where('bookingItem.active', '=', true)
    .where('booking.endsAt', '>', about.from)
    .orderBy('booking.startsAt')
    .execute();

const sets = (db: Db | Tx) =>
  db.selectFrom('bookingSet').select([
    'bookingSet.id',
    'bookingSet.libraryId',
    'bookingSet.name',
    sql<BookingSet['items']>`(select coalesce(json_agg(json_build_object('barcode', i.barcode, 'bibId', i.bib_id,
        'title', b.title) order by i.barcode), '[]')
      from booking_set_item s join item i on i.id = s.item_id join bib b on b.id = i.bib_id
      where s.booking_set_id = booking_set.id)`.as('items'),
  ]);
export const findSet = async (db: Db | Tx, id: number): Promise<BookingSet | undefined> =>
  sets(db).where('bookingSet.id', '=', id).executeTakeFirst();
export const selectSets = async (db: Db, libraryId: number): Promise<BookingSet[]> =>
  sets(db).where('bookingSet.libraryId', '=', libraryId).orderBy('bookingSet.name').execute();

export async function insertSet(
  trx: Tx,
  set: { libraryId: number; name: string },
  itemIds: readonly number[],
): Promise<number> {
  const { id } = await trx.insertInto('bookingSet').values(set).returning('id').executeTakeFirstOrThrow();
  await trx
    .insertInto('bookingSetItem')
    .values(itemIds.map((itemId) => ({ bookingSetId: id, itemId })))
    .execute();
  return id;
}
export async function deleteSet(trx: Tx, id: number): Promise<void> {
  await trx.deleteFrom('bookingSet').where('id', '=', id).execute();
}

/** All bookings of a member, the newest first. */
export const selectBookingsOf = async (db: Db | Tx, memberId: number) =>
  db
    .selectFrom('booking')
    .innerJoin('library', 'library.id', 'booking.libraryId')
    .select(['library.name as library', 'booking.startsAt', 'booking.endsAt', 'booking.purpose', 'booking.status'])
    .where('booking.memberId', '=', memberId)
    .orderBy('booking.id', 'desc')
    .execute();

/** Bookings whose copies are out with the member. */
export async function countCollected(db: Db | Tx, memberId: number): Promise<number> {
  const row = await db
    .selectFrom('booking')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('memberId', '=', memberId)
    .where('status', '=', 'collected')
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Takes the person's words and name out; whoever placed it at a desk stays. */
export async function blankBookingsOf(trx: Tx, memberId: number): Promise<void> {
  await sql`update booking b set purpose = '',
      placed_by = case when b.placed_by = m.full_name then '…' else b.placed_by end,
      ended_by = case when b.ended_by = m.full_name then '…' else b.ended_by end
    from member m where m.id = ${memberId} and b.member_id = m.id`.execute(trx);
}
