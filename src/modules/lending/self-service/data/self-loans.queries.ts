import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { SelfLoan } from '../client.ts';

export type Via = 'phone' | 'kiosk';

export async function insertSelfLoan(
  trx: Tx,
  row: { loanId: number; libraryId: number; via: Via; at: Date; requestKey: string | null },
): Promise<void> {
  await trx.insertInto('selfLoan').values(row).execute();
}

/** Self loans with what people read; the loan and its copy are only read here. */
const views = (db: Db | Tx) =>
  db
    .selectFrom('selfLoan')
    .innerJoin('loan', 'loan.id', 'selfLoan.loanId')
    .innerJoin('item', 'item.id', 'loan.itemId')
    .innerJoin('bib', 'bib.id', 'item.bibId')
    .innerJoin('library', 'library.id', 'selfLoan.libraryId')
    .select([
      'selfLoan.loanId',
      'selfLoan.at',
      'item.barcode as itemBarcode',
      'bib.title',
      'bib.mainAuthor',
      'loan.dueAt',
    ])
    .select(
      sql<SelfLoan['library']>`json_build_object('id', library.id, 'code', library.code, 'name', library.name,
        'timeZone', library.time_zone)`.as('library'),
    );

/** What was lent by a request of this key, and to whom. */
export const findByRequest = async (trx: Tx, requestKey: string) =>
  views(trx).select('loan.memberId').where('selfLoan.requestKey', '=', requestKey).executeTakeFirst();

/** Running self loans of a member since an instant, the newest first. */
export const selectOwn = async (db: Db | Tx, about: { memberId: number; since: Date }): Promise<SelfLoan[]> =>
  views(db)
    .where('loan.memberId', '=', about.memberId)
    .where('loan.status', '=', 'open')
    .where('selfLoan.at', '>=', about.since)
    .orderBy('selfLoan.at', 'desc')
    .execute();

/** Running self loans at a library since an instant, the newest first, of members of these home libraries (null = of all). */
export const selectAtDoor = async (
  db: Db,
  about: { libraryId: number; since: Date; homes: readonly number[] | null; limit: number },
) =>
  views(db)
    .innerJoin('member', 'member.id', 'loan.memberId')
    .select(['selfLoan.via', 'selfLoan.seenAt', 'selfLoan.seenBy', 'loan.memberId'])
    .$narrowType<{ memberId: number; via: Via }>()
    .where('selfLoan.libraryId', '=', about.libraryId)
    .where('selfLoan.at', '>=', about.since)
    .where('loan.status', '=', 'open')
    .$if(about.homes !== null, (query) =>
      query.where('member.homeLibraryId', '=', sql<number>`any(${[...(about.homes ?? [])]}::bigint[])`),
    )
    .orderBy('selfLoan.at', 'desc')
    .limit(about.limit)
    .execute();

/** Where a self loan was made and to which home library its reader belongs. */
export const findForDoor = async (db: Db, loanId: number) =>
  db
    .selectFrom('selfLoan')
    .innerJoin('loan', 'loan.id', 'selfLoan.loanId')
    .innerJoin('member', 'member.id', 'loan.memberId')
    .select(['selfLoan.libraryId', 'member.homeLibraryId'])
    .where('selfLoan.loanId', '=', loanId)
    .executeTakeFirst();

/** @returns false when somebody has compared it already */
export async function setSeen(trx: Tx, loanId: number, seen: { seenAt: Date; seenBy: string }): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('selfLoan')
    .set(seen)
    .where('loanId', '=', loanId)
    .where('seenAt', 'is', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** @returns false when it was not seen */
export async function clearSeen(trx: Tx, loanId: number): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('selfLoan')
    .set({ seenAt: null, seenBy: null })
    .where('loanId', '=', loanId)
    .where('seenAt', 'is not', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}
