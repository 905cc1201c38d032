import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

const named = sql<boolean>`(member_id is not null or guest_name is not null)`;

/** Keys that came back before an instant and still say who had them. */
export async function countNamedUses(db: Db, before: Date): Promise<number> {
  const { count } = await db
    .selectFrom('lockerUse')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('endedAt', '<', before)
    .where(named)
    .executeTakeFirstOrThrow();
  return count;
}

/** Takes the names out of them. @returns of how many */
export async function clearNames(db: Db, before: Date): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('lockerUse')
    .set({ memberId: null, guestName: null })
    .where('endedAt', '<', before)
    .where(named)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** The lockers that a member has used and that are still linked, the newest first. */
export const selectOwnUses = async (db: Db | Tx, memberId: number) =>
  db
    .selectFrom('lockerUse')
    .innerJoin('locker', 'locker.id', 'lockerUse.lockerId')
    .innerJoin('library', 'library.id', 'locker.libraryId')
    .select(['locker.number', 'library.name as library', 'lockerUse.startedAt', 'lockerUse.endedAt'])
    .where('lockerUse.memberId', '=', memberId)
    .orderBy('lockerUse.id', 'desc')
    .execute();

export async function clearMember(trx: Tx, memberId: number): Promise<void> {
  await trx.updateTable('lockerUse').set({ memberId: null }).where('memberId', '=', memberId).execute();
}
