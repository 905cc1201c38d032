import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { ReservationStatus, SeatKind, SeatReservation } from '../client.ts';

export interface ReservationRow {
  id: number;
  seatId: number;
  libraryId: number;
  memberId: number | null;
  status: ReservationStatus;
  startsAt: Date;
  endsAt: Date;
}

export interface NewReservation {
  seatId: number;
  memberId: number;
  startsAt: Date;
  endsAt: Date;
  slots: number;
  people: number;
  purpose: string;
  status: 'asked' | 'confirmed';
  placedAt: Date;
  placedBy: string;
}

export async function insertReservation(trx: Tx, values: NewReservation): Promise<number> {
  const row = await trx.insertInto('seatReservation').values(values).returning('id').executeTakeFirstOrThrow();
  return row.id;
}

/** A reservation with its row locked until the transaction ends. */
export const lockReservation = async (trx: Tx, id: number): Promise<ReservationRow | undefined> =>
  trx
    .selectFrom('seatReservation')
    .innerJoin('seat', 'seat.id', 'seatReservation.seatId')
    .select(['seatReservation.id', 'seatId', 'libraryId', 'memberId', 'startsAt', 'endsAt'])
    .select(sql<ReservationStatus>`seat_reservation.status`.as('status'))
    .where('seatReservation.id', '=', id)
    .forUpdate('seatReservation')
    .executeTakeFirst();

export async function setStatus(
  trx: Tx,
  id: number,
  change: { status: ReservationStatus; endedAt: Date | null },
): Promise<void> {
  await trx.updateTable('seatReservation').set(change).where('id', '=', id).execute();
}

/** When a place is reserved between two instants. */
export const selectTaken = async (db: Db | Tx, seatId: number, from: Date, to: Date) =>
  db
    .selectFrom('seatReservation')
    .select(['startsAt', 'endsAt'])
    .where('seatId', '=', seatId)
    .where('endedAt', 'is', null)
    .where('startsAt', '<', to)
    .where('endsAt', '>', from)
    .orderBy('startsAt')
    .execute();

/** How many slots of a place a member has between two instants. */
export async function countSlots(
  trx: Tx,
  about: { seatId: number; memberId: number; from: Date; to: Date },
): Promise<number> {
  const row = await trx
    .selectFrom('seatReservation')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('slots'), eb.lit(0)).as('count'))
    .where('seatId', '=', about.seatId)
    .where('memberId', '=', about.memberId)
    .where('endedAt', 'is', null)
    .where('startsAt', '>=', about.from)
    .where('startsAt', '<', about.to)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

const shown = (db: Db | Tx) =>
  db
    .selectFrom('seatReservation')
    .innerJoin('seat', 'seat.id', 'seatReservation.seatId')
    .innerJoin('library', 'library.id', 'seat.libraryId')
    .leftJoin('member', 'member.id', 'seatReservation.memberId')
    .select(['seatReservation.id', 'seatId', 'seat.name as seatName', sql<SeatKind>`seat.kind`.as('kind')])
    .select(['libraryId', 'library.code as libraryCode', 'library.name as libraryName', 'timeZone'])
    .select('member.number as memberNumber')
    .select(['member.fullName as memberName', 'member.homeLibraryId', 'startsAt', 'endsAt', 'people', 'purpose'])
    .select(sql<ReservationStatus>`seat_reservation.status`.as('status'));

type ShownRow = Awaited<ReturnType<ReturnType<typeof shown>['execute']>>[number];
/** With the member's home library, by which a desk may or may not see who it is. */
export type DayRow = SeatReservation & { homeLibraryId: number | null };

const toReservation = ({ libraryId, libraryCode, libraryName, timeZone, ...row }: ShownRow): DayRow => ({
  ...row,
  library: { id: libraryId, code: libraryCode, name: libraryName, timeZone },
});

export async function selectOwn(db: Db | Tx, memberId: number, now: Date): Promise<SeatReservation[]> {
  const rows = await shown(db)
    .where('memberId', '=', memberId)
    .where('endedAt', 'is', null)
    .where('endsAt', '>', now)
    .orderBy('startsAt')
    .execute();
  return rows.map(toReservation);
}

export async function selectDay(db: Db | Tx, libraryId: number, from: Date, to: Date): Promise<DayRow[]> {
  const rows = await shown(db)
    .where('seat.libraryId', '=', libraryId)
    .where('startsAt', '<', to)
    .where('endsAt', '>', from)
    .orderBy('startsAt')
    .orderBy('seat.name')
    .orderBy('seatReservation.id')
    .execute();
  return rows.map(toReservation);
}

/** What was asked for at a library, was not answered and is not over, the first of them at the head. */
export async function selectAsked(db: Db | Tx, libraryId: number, now: Date): Promise<DayRow[]> {
  const rows = await shown(db)
    .where('seat.libraryId', '=', libraryId)
    .where('seatReservation.status', '=', 'asked')
    .where('endsAt', '>', now)
    .orderBy('startsAt')
    .orderBy('seatReservation.id')
    .execute();
  return rows.map(toReservation);
}

export async function selectReservation(db: Db | Tx, id: number): Promise<SeatReservation | undefined> {
  const row = await shown(db).where('seatReservation.id', '=', id).executeTakeFirst();
  return row && toReservation(row);
}

/** Reservations whose beginning is so long past that the place is free again; one that was made later has its time from then on. */
export async function selectNoShows(db: Db | Tx, now: Date, limit: number): Promise<number[]> {
  const query = sql<{ id: number }>`select r.id from seat_reservation r join seat s on s.id = r.seat_id
    where r.status in ('asked', 'confirmed') and greatest(r.starts_at, r.placed_at) + make_interval(mins => s.no_show_minutes) <= ${now}
    order by r.id limit ${limit}`;
  return (await query.execute(db)).rows.map((row) => row.id);
}

export const selectOfMember = async (db: Db | Tx, memberId: number) =>
  shown(db).where('memberId', '=', memberId).orderBy('seatReservation.id').execute();

/** Who reserved for themselves is no longer named; who did it at the desk is. */
const UNNAMED = sql`case when r.placed_by = m.full_name then '…' else r.placed_by end`;

/** With a person their coming reservations end, and nobody's name stays at those that were. */
export async function forgetMember(trx: Tx, memberId: number, now: Date): Promise<void> {
  await sql`update seat_reservation set status = 'cancelled', ended_at = ${now}
    where member_id = ${memberId} and ended_at is null and ends_at > ${now}`.execute(trx);
  await sql`update seat_reservation r set member_id = null, purpose = '', placed_by = ${UNNAMED}
    from member m where m.id = r.member_id and m.id = ${memberId}`.execute(trx);
}

export async function countNamed(db: Db | Tx, before: Date): Promise<number> {
  const row = await db
    .selectFrom('seatReservation')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('endsAt', '<', before)
    .where('memberId', 'is not', null)
    .executeTakeFirstOrThrow();
  return row.count;
}

export async function cutNamed(db: Db | Tx, before: Date): Promise<number> {
  const cut = await sql`update seat_reservation r set member_id = null, purpose = '', placed_by = ${UNNAMED}
    from member m where m.id = r.member_id and r.ends_at < ${before}`.execute(db);
  return Number(cut.numAffectedRows ?? 0n);
}
