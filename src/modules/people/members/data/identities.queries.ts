import type { Insertable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { MemberIdentity } from '#platform/database/db-types';

export const findIdentity = async (db: Db | Tx, memberId: number) =>
  db
    .selectFrom('memberIdentity')
    .select(['nikSealed', 'keyId', 'nikLast4', 'nikMismatch'])
    .where('memberId', '=', memberId)
    .executeTakeFirst();

/** The member who has a NIK, by its hashes under all keys. */
export const findByNikHash = async (db: Db | Tx, hashes: readonly Buffer[]) =>
  db
    .selectFrom('memberIdentity')
    .innerJoin('member', 'member.id', 'memberIdentity.memberId')
    .select(['member.id', 'member.number', 'member.fullName', 'member.homeLibraryId'])
    .where('memberIdentity.nikHash', 'in', [...hashes])
    .limit(1)
    .executeTakeFirst();

export async function writeIdentity(
  trx: Tx,
  memberId: number,
  values: Omit<Insertable<MemberIdentity>, 'memberId'>,
): Promise<void> {
  await trx
    .insertInto('memberIdentity')
    .values({ ...values, memberId })
    .onConflict((conflict) => conflict.column('memberId').doUpdateSet(values))
    .execute();
}

export async function setMismatch(trx: Tx, memberId: number, nikMismatch: string[]): Promise<void> {
  await trx.updateTable('memberIdentity').set({ nikMismatch }).where('memberId', '=', memberId).execute();
}

/** @returns whether there was one */
export const deleteIdentity = async (trx: Tx, memberId: number): Promise<boolean> =>
  (await trx.deleteFrom('memberIdentity').where('memberId', '=', memberId).executeTakeFirst()).numDeletedRows > 0n;

/** Some of those that an older key sealed, locked. */
export const lockSealedByOthers = async (trx: Tx, keyIds: readonly string[], limit: number) =>
  trx
    .selectFrom('memberIdentity')
    .select(['memberId', 'nikSealed', 'keyId', 'nikLast4', 'nikMismatch'])
    .where('keyId', 'in', keyIds)
    .orderBy('memberId')
    .limit(limit)
    .forUpdate()
    .execute();

export const setIdentityKey = async (trx: Tx, memberId: number, keyId: string) =>
  trx.updateTable('memberIdentity').set({ keyId }).where('memberId', '=', memberId).execute();
