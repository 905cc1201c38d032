import type { Db, Tx } from '#platform/database/db';

/** A new link; the member's older ones end, and what ended before an instant goes. */
export async function insertSignInLink(
  trx: Tx,
  row: { tokenHash: Buffer; memberId: number; createdAt: Date; expiresAt: Date },
): Promise<void> {
  await trx
    .deleteFrom('signInLink')
    .where((eb) => eb.or([eb('memberId', '=', row.memberId), eb('expiresAt', '<', row.createdAt)]))
    .execute();
  await trx.insertInto('signInLink').values(row).execute();
}

/** A link that can still be used. */
export const findSignInLink = async (db: Db | Tx, tokenHash: Buffer, now: Date) =>
  db
    .selectFrom('signInLink')
    .select(['memberId', 'expiresAt'])
    .where('tokenHash', '=', tokenHash)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', now)
    .executeTakeFirst();

/** Uses a link up: of two that come at once, one gets it. @returns whose it is, or undefined */
export const useSignInLink = async (trx: Tx, tokenHash: Buffer, now: Date) =>
  trx
    .updateTable('signInLink')
    .set({ usedAt: now })
    .where('tokenHash', '=', tokenHash)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', now)
    .returning('memberId')
    .executeTakeFirst();

/** No link that is under way to this member can be used any more. */
export async function deleteSignInLinks(trx: Tx, memberId: number): Promise<void> {
  await trx.deleteFrom('signInLink').where('memberId', '=', memberId).execute();
}
