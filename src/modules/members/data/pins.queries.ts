import type { Updateable } from 'kysely';
import type { Db, Tx } from '#platform/db';
import type { Member as MemberTable } from '#platform/db-types';

const selectPin = (db: Db | Tx) =>
  db
    .selectFrom('member')
    .select(['id', 'number', 'fullName', 'birthDate', 'homeLibraryId', 'locale', 'status', 'pinHash'])
    .select(['pinFailedCount', 'pinLockedUntil']);

export const findPin = (db: Db | Tx, number: string) =>
  selectPin(db)
    .where('number', 'in', [...new Set([number, number.toUpperCase()])])
    .orderBy((eb) => eb('number', '<>', number))
    .limit(1)
    .executeTakeFirst();
export const lockPin = (trx: Tx, id: number) =>
  selectPin(trx).where('id', '=', id).forUpdate().executeTakeFirstOrThrow();

export async function updatePin(
  trx: Tx,
  id: number,
  changes: Pick<Updateable<MemberTable>, 'pinHash' | 'pinFailedCount' | 'pinLockedUntil'>,
): Promise<void> {
  await trx.updateTable('member').set(changes).where('id', '=', id).execute();
}
