import type { Db, Tx } from '#platform/database/db';

/** A place in the practice space, with what belongs to it. */
export interface SeatRow {
  seat: number;
  accountId: number;
  holder: number | null;
  holderName: string;
  enteredAt: Date | null;
  lendMember: string;
  lendItem: string;
  returnItem: string;
  ticketId: number;
  ticketNumber: string;
}

const seats = (db: Db | Tx) =>
  db
    .selectFrom('practiceSeat')
    .select([
      'seat',
      'accountId',
      'holder',
      'holderName',
      'enteredAt',
      'lendMember',
      'lendItem',
      'returnItem',
      'ticketId',
      'ticketNumber',
    ]);

export const insertSeats = async (trx: Tx, rows: readonly Omit<SeatRow, 'holder' | 'holderName' | 'enteredAt'>[]) => {
  await trx
    .insertInto('practiceSeat')
    .values([...rows])
    .execute();
};

export const selectSeats = async (db: Db | Tx): Promise<SeatRow[]> => seats(db).orderBy('seat').execute();

export const findSeatOf = async (db: Db | Tx, holder: number): Promise<SeatRow | undefined> =>
  seats(db).where('holder', '=', holder).executeTakeFirst();

/** The first place in which nobody sits, held until the transaction ends. */
export const lockFreeSeat = async (trx: Tx): Promise<SeatRow | undefined> =>
  seats(trx).where('holder', 'is', null).orderBy('seat').limit(1).forUpdate().executeTakeFirst();

/** Holds all places: whoever else looks for one waits. */
export const lockSeats = async (trx: Tx): Promise<void> => {
  await trx.selectFrom('practiceSeat').select('seat').orderBy('seat').forUpdate().execute();
};

export const updateSeat = async (
  trx: Tx,
  seat: number,
  set: { holder: number; holderName: string; enteredAt: Date },
): Promise<void> => {
  await trx.updateTable('practiceSeat').set(set).where('seat', '=', seat).execute();
};

export const insertPass = async (trx: Tx, row: { tokenHash: Buffer; seat: number; expiresAt: Date }): Promise<void> => {
  await trx.insertInto('practicePass').values(row).execute();
};

/** Takes a pass away: it opens once. @returns the account of its seat; undefined: there is none, or it has lapsed */
export async function takePass(trx: Tx, tokenHash: Buffer, now: Date): Promise<number | undefined> {
  const pass = await trx
    .deleteFrom('practicePass')
    .where('tokenHash', '=', tokenHash)
    .returning(['seat', 'expiresAt'])
    .executeTakeFirst();
  if (!pass || pass.expiresAt < now) return undefined;
  return (await trx.selectFrom('practiceSeat').select('accountId').where('seat', '=', pass.seat).executeTakeFirst())
    ?.accountId;
}

/** Notes when a task was taken; taken again it is from then on. */
export async function saveTaking(trx: Tx, row: { seat: number; task: number; takenAt: Date }): Promise<void> {
  await trx
    .insertInto('practiceTaking')
    .values(row)
    .onConflict((conflict) => conflict.columns(['seat', 'task']).doUpdateSet({ takenAt: row.takenAt }))
    .execute();
}

export const findTaking = async (db: Db | Tx, seat: number, task: number): Promise<Date | undefined> =>
  (
    await db
      .selectFrom('practiceTaking')
      .select('takenAt')
      .where('seat', '=', seat)
      .where('task', '=', task)
      .executeTakeFirst()
  )?.takenAt;
