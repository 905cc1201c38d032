import { sql, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Member as MemberTable } from '#platform/database/db-types';

const selectPin = (db: Db | Tx) =>
  db
    .selectFrom('member')
    .select(['id', 'number', 'fullName', 'birthDate', 'homeLibraryId', 'locale', 'status', 'email', 'pinHash'])
    .select(['passwordHash', 'pinFailedCount', 'pinLockedUntil', 'isSample', 'lastActiveOn']);

export const findPin = async (db: Db | Tx, number: string) =>
  selectPin(db)
    .where('number', 'in', [...new Set([number, number.toUpperCase()])])
    .orderBy((eb) => eb('number', '<>', number))
    .limit(1)
    .executeTakeFirst();
/** The one active member with this e-mail address; nobody where several cards share it. */
export async function findPinByEmail(db: Db | Tx, email: string) {
  const [only, second] = await selectPin(db)
    .where(sql<string>`lower(email)`, '=', email.toLowerCase())
    .where('status', '=', 'active')
    .limit(2)
    .execute();
  return second ? undefined : only;
}
export const lockPin = async (trx: Tx, id: number) =>
  selectPin(trx).where('id', '=', id).forUpdate().executeTakeFirstOrThrow();

export async function updatePin(
  trx: Tx,
  id: number,
  changes: Pick<
    Updateable<MemberTable>,
    'pinHash' | 'passwordHash' | 'passwordClearedAt' | 'pinFailedCount' | 'pinLockedUntil'
  >,
): Promise<void> {
  await trx.updateTable('member').set(changes).where('id', '=', id).execute();
}
