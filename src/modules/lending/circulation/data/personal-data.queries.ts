import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db';

/** All loans of a member that are still linked, the newest first. */
export const selectAllLoans = async (db: Db | Tx, memberId: number) =>
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

/** All holds of a member that are still linked, the newest first. */
export const selectAllHolds = async (db: Db | Tx, memberId: number) =>
  db
    .selectFrom('hold')
    .innerJoin('bib', 'bib.id', 'hold.bibId')
    .innerJoin('library', 'library.id', 'hold.pickupLibraryId')
    .select(['bib.title', 'library.name as library', 'hold.status', 'hold.placedAt', 'hold.endedAt'])
    .where('hold.memberId', '=', memberId)
    .orderBy('hold.id', 'desc')
    .execute();

/** Holds that wait or are on their way, the oldest first. */
export async function selectHoldsUnderWay(db: Db | Tx, memberId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('hold')
    .select('id')
    .where('memberId', '=', memberId)
    .where('status', 'in', ['queued', 'in_transit', 'waiting'])
    .orderBy('id')
    .execute();
  return rows.map((row) => row.id);
}

/** Where the member acted (renewals in the account, holds), the name goes. */
export async function renameInLoans(trx: Tx, memberId: number): Promise<void> {
  await sql`update loan_renewal r set renewed_by = '…' from loan l, member m
    where l.id = r.loan_id and l.member_id = m.id and m.id = ${memberId} and r.renewed_by = m.full_name`.execute(trx);
}

export async function renameInHolds(trx: Tx, memberId: number): Promise<void> {
  await sql`update hold h set
      placed_by = case when h.placed_by = m.full_name then '…' else h.placed_by end,
      ended_by = case when h.ended_by = m.full_name then '…' else h.ended_by end
    from member m where m.id = ${memberId} and h.member_id = m.id`.execute(trx);
}
