import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

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

/** What was said about the member, and the member's name where they acted themselves (renewals in the account, holds), go. */
export async function renameInLoans(trx: Tx, memberId: number): Promise<void> {
  await sql`update loan_renewal r set renewed_by = '…' from loan l, member m
    where l.id = r.loan_id and l.member_id = m.id and m.id = ${memberId} and r.renewed_by = m.full_name`.execute(trx);
  await sql`update loan l set override_reason = null, claimed_note = null,
      loaned_by = case when l.loaned_by = m.full_name then '…' else l.loaned_by end,
      returned_by = case when l.returned_by = m.full_name then '…' else l.returned_by end
    from member m where m.id = ${memberId} and l.member_id = m.id`.execute(trx);
}

/** A copy that the member gave back from the shelf may have been sent on: it is found by the hold that it was kept for. */
export async function renameInHolds(trx: Tx, memberId: number): Promise<void> {
  await sql`update transit t set requested_by = '…' from hold h, member m
    where m.id = ${memberId} and h.member_id = m.id and t.item_id = h.item_id and t.requested_by = m.full_name`.execute(
    trx,
  );
  await sql`update hold h set override_reason = null,
      placed_by = case when h.placed_by = m.full_name then '…' else h.placed_by end,
      ended_by = case when h.ended_by = m.full_name then '…' else h.ended_by end
    from member m where m.id = ${memberId} and h.member_id = m.id`.execute(trx);
}
