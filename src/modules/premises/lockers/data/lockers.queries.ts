import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

export interface LockerRow {
  id: number;
  libraryId: number;
  number: string;
  outOfOrder: boolean;
  use: { memberNumber: string | null; name: string; homeLibraryId: number | null; since: Date } | null;
}

/** Numbers in the order in which the doors stand: A2 before A10. */
const inOrder = sql`substring(locker.number from '^[A-Z-]*'), nullif(substring(locker.number from '[0-9]+'), '')::integer nulls first, locker.number`;

export async function selectLockers(db: Db | Tx, libraryId: number): Promise<LockerRow[]> {
  const rows = await db
    .selectFrom('locker')
    .leftJoin('lockerUse', (join) =>
      join.onRef('lockerUse.lockerId', '=', 'locker.id').on('lockerUse.endedAt', 'is', null),
    )
    .leftJoin('member', 'member.id', 'lockerUse.memberId')
    .select(['locker.id', 'locker.libraryId', 'locker.number', 'locker.outOfOrder', 'lockerUse.startedAt'])
    .select(['lockerUse.guestName', 'member.number as memberNumber', 'member.fullName', 'member.homeLibraryId'])
    .where('locker.libraryId', '=', libraryId)
    .orderBy(inOrder)
    .execute();
  return rows.map(({ startedAt, guestName, memberNumber, fullName, homeLibraryId, ...locker }) => ({
    ...locker,
    use: startedAt && { memberNumber, name: fullName ?? guestName ?? '', homeLibraryId, since: startedAt },
  }));
}

/** A locker, locked until the end of the transaction. */
export const lockLocker = async (trx: Tx, libraryId: number, number: string) =>
  trx
    .selectFrom('locker')
    .select(['id', 'number', 'outOfOrder'])
    .where('libraryId', '=', libraryId)
    .where('number', '=', number)
    .forUpdate()
    .executeTakeFirst();

/** The first locker whose key hangs at the desk; another desk that asks at the same time gets the next one. */
export const lockFirstFree = async (trx: Tx, libraryId: number) =>
  trx
    .selectFrom('locker')
    .select(['id', 'number', 'outOfOrder'])
    .where('libraryId', '=', libraryId)
    .where('outOfOrder', '=', false)
    .where((eb) => {
      const out = eb.selectFrom('lockerUse').select('lockerUse.id').whereRef('lockerId', '=', 'locker.id');
      return eb.not(eb.exists(out.where('endedAt', 'is', null)));
    })
    .orderBy(inOrder)
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();

export interface NewUse {
  lockerId: number;
  memberId: number | null;
  guestName: string | null;
  startedAt: Date;
  startedBy: string;
}
export const insertUse = async (trx: Tx, use: NewUse): Promise<number> =>
  (await trx.insertInto('lockerUse').values(use).returning('id').executeTakeFirstOrThrow()).id;

/** Ends the use that is open. @returns its id; undefined when the key is not out */
export const endUse = async (trx: Tx, lockerId: number, at: Date, by: string): Promise<number | undefined> =>
  (
    await trx
      .updateTable('lockerUse')
      .set({ endedAt: at, endedBy: by })
      .where('lockerId', '=', lockerId)
      .where('endedAt', 'is', null)
      .returning('id')
      .executeTakeFirst()
  )?.id;

/** Which key a member has. */
export const findKeyOf = async (db: Db | Tx, memberId: number) =>
  db
    .selectFrom('lockerUse')
    .innerJoin('locker', 'locker.id', 'lockerUse.lockerId')
    .innerJoin('library', 'library.id', 'locker.libraryId')
    .select(['locker.number', 'library.name as library', 'lockerUse.startedAt'])
    .where('lockerUse.memberId', '=', memberId)
    .where('lockerUse.endedAt', 'is', null)
    .executeTakeFirst();

/** Adds those that are not there. @returns the numbers that are new */
export const insertLockers = async (trx: Tx, libraryId: number, numbers: readonly string[]): Promise<string[]> =>
  (
    await trx
      .insertInto('locker')
      .values(numbers.map((number) => ({ libraryId, number })))
      .onConflict((conflict) => conflict.columns(['libraryId', 'number']).doNothing())
      .returning('number')
      .execute()
  ).map(({ number }) => number);

export async function updateLocker(trx: Tx, id: number, outOfOrder: boolean): Promise<void> {
  await trx.updateTable('locker').set({ outOfOrder }).where('id', '=', id).execute();
}

export async function deleteLocker(trx: Tx, id: number): Promise<void> {
  await trx.deleteFrom('locker').where('id', '=', id).execute();
}

export const isOut = async (trx: Tx, lockerId: number): Promise<boolean> =>
  (await trx
    .selectFrom('lockerUse')
    .select('id')
    .where('lockerId', '=', lockerId)
    .where('endedAt', 'is', null)
    .executeTakeFirst()) !== undefined;
