import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

const NOBODY = { contactName: '', contactPhone: '', contactEmail: '' };
const named = sql<boolean>`(contact_name <> '' or contact_phone <> '' or contact_email <> '')`;

/** Bulk loans that ended before an instant and still say who answered for them. */
export async function countNamedContacts(db: Db, before: Date): Promise<number> {
  const { count } = await db
    .selectFrom('bulkLoan')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('endedAt', '<', before)
    .where(named)
    .executeTakeFirstOrThrow();
  return count;
}

/** Takes the contact person out of them. @returns of how many */
export async function clearContacts(db: Db | Tx, before: Date): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('bulkLoan')
    .set(NOBODY)
    .where('endedAt', '<', before)
    .where(named)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** The bulk loans of an institution, the newest first. */
export const selectOwnBulkLoans = async (db: Db | Tx, memberId: number) =>
  db
    .selectFrom('bulkLoan')
    .innerJoin('library', 'library.id', 'bulkLoan.libraryId')
    .select(['bulkLoan.number', 'library.name as library', 'bulkLoan.status', 'bulkLoan.purpose', 'bulkLoan.startsOn'])
    .select(['bulkLoan.dueOn', 'bulkLoan.endedAt', 'contactName', 'contactPhone', 'contactEmail'])
    .where('receiverMemberId', '=', memberId)
    .orderBy('bulkLoan.id', 'desc')
    .execute();

export async function clearContactsOf(trx: Tx, memberId: number): Promise<void> {
  await trx.updateTable('bulkLoan').set(NOBODY).where('receiverMemberId', '=', memberId).execute();
}
