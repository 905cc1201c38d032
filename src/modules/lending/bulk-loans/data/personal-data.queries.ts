import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

const NOBODY = { contactName: '', contactPhone: '', contactEmail: '' };
const named = sql<boolean>`(contact_name <> '' or contact_phone <> '' or contact_email <> '')`;

/** Requests that were answered or taken back before an instant, whose bulk loan has not run since, and that still say who asked. */
const askedBefore = (before: Date) => sql<boolean>`
  bulk_loan_request.state <> 'asked' and bulk_loan_request.answered_at < ${before}
  and (bulk_loan_request.contact <> '' or bulk_loan_request.asked_by <> '')
  and not exists (select from bulk_loan b
    where b.id = bulk_loan_request.bulk_loan_id and (b.ended_at is null or b.ended_at >= ${before}))`;

/** Requests of which {@link clearAskers} would take the names. */
export async function countNamedAskers(db: Db, before: Date): Promise<number> {
  const { count } = await db
    .selectFrom('bulkLoanRequest')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where(askedBefore(before))
    .executeTakeFirstOrThrow();
  return count;
}

/** Takes out of requests who asked, and how they are reached. @returns of how many */
export async function clearAskers(db: Db | Tx, before: Date): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('bulkLoanRequest')
    .set({ contact: '', askedBy: '' })
    .where(askedBefore(before))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

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
