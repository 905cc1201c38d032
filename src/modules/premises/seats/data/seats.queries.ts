import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Seat, SeatKind } from '../client.ts';

interface SeatRow extends Omit<Seat, 'library'> {
  libraryId: number;
  libraryCode: string;
  libraryName: string;
  timeZone: string;
}
export type SeatValues = Omit<Seat, 'id' | 'library'>;

const seats = (db: Db | Tx) =>
  db
    .selectFrom('seat')
    .innerJoin('library', 'library.id', 'seat.libraryId')
    .select(['seat.id', 'libraryId', 'library.code as libraryCode', 'library.name as libraryName', 'timeZone'])
    .select(['seat.name', 'seat.note', 'capacity', 'slotMinutes', 'maxSlotsPerDay', 'needsApproval', 'noShowMinutes'])
    .select(['seat.active', sql<SeatKind>`seat.kind`.as('kind')]);

const toSeat = ({ libraryId, libraryCode, libraryName, timeZone, ...row }: SeatRow): Seat => ({
  ...row,
  library: { id: libraryId, code: libraryCode, name: libraryName, timeZone },
});

export async function selectSeats(
  db: Db | Tx,
  about: { libraryId?: number | undefined; inactiveToo?: boolean },
): Promise<Seat[]> {
  let query = seats(db).where('library.active', '=', true);
  if (about.libraryId !== undefined) query = query.where('libraryId', '=', about.libraryId);
  if (!about.inactiveToo) query = query.where('seat.active', '=', true);
  const rows = await query
    .orderBy('library.sortOrder')
    .orderBy('library.name')
    .orderBy(sql`array_position(array['room', 'computer', 'seat'], seat.kind)`)
    .orderBy('seat.name')
    .execute();
  return rows.map(toSeat);
}

export async function selectSeat(db: Db | Tx, id: number): Promise<Seat | undefined> {
  const row = await seats(db).where('seat.id', '=', id).executeTakeFirst();
  return row && toSeat(row);
}

/** Locks a place until the transaction ends: reservations of one place are written one after another. */
export async function lockSeat(trx: Tx, id: number): Promise<void> {
  await trx.selectFrom('seat').select('id').where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function insertSeat(trx: Tx, libraryId: number, values: SeatValues): Promise<number> {
  const row = await trx
    .insertInto('seat')
    .values({ libraryId, ...values })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export async function updateSeat(trx: Tx, id: number, values: SeatValues): Promise<void> {
  await trx.updateTable('seat').set(values).where('id', '=', id).execute();
}
