import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db';

/** All loans of a member that are still linked, the newest first. */
export const selectAllLoans = (db: Db | Tx, memberId: number) =>
  db
    .selectFrom('loan')
    .innerJoin('item', 'item.id', 'loan.itemId')
    .innerJoin('bib', 'bib.id', 'item.bibId')
    .innerJoin('library', 'library.id', 'loan.libraryId')
    .select(['bib.title', 'item.barcode', 'library.name as library', 'loan.status', 'loan.loanedAt', 'loan.dueAt'])
    .select(['loan.returnedAt', 'loan.renewalCount'])
    .where('loan.memberId', '=', memberId)
    .orderBy('loan.id', 'desc')
    .execute();

export async function countHoldsUnderWay(db: Db | Tx, memberId: number): Promise<number> {
  const row = await db
    .selectFrom('hold')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('memberId', '=', memberId)
    .where('status', 'in', ['queued', 'in_transit', 'waiting'])
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Where the member acted (renewals in the account), the name goes. */
export async function renameInLoans(trx: Tx, memberId: number): Promise<void> {
  await sql`update loan_renewal r set renewed_by = '…' from loan l, member m
    where l.id = r.loan_id and l.member_id = m.id and m.id = ${memberId} and r.renewed_by = m.full_name`.execute(trx);
}
