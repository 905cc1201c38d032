import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

/** What was late before the renewals of a loan cost, whole rupiah. */
export async function finesOfRenewals(db: Db | Tx, loanId: number): Promise<number> {
  const row = await db
    .selectFrom('loanRenewal')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<string>('fine'), eb.val('0')).as('fine'))
    .where('loanId', '=', loanId)
    .executeTakeFirstOrThrow();
  return Number(row.fine);
}

export interface OverdueWithFine {
  id: number;
  libraryId: number;
  dueAt: Date;
  memberNumber: string;
  itemBarcode: string;
}

/** Running loans that are overdue and cost money by their terms, by id; `afterId` leafs through them. */
export const selectOverdueWithFine = async (
  db: Db,
  about: { now: Date; afterId: number; limit: number },
): Promise<OverdueWithFine[]> =>
  db
    .selectFrom('loan')
    .innerJoin('member', 'member.id', 'loan.memberId')
    .innerJoin('item', 'item.id', 'loan.itemId')
    .select(['loan.id', 'loan.libraryId', 'loan.dueAt', 'member.number as memberNumber', 'item.barcode as itemBarcode'])
    .where('loan.status', '=', 'open')
    .where('loan.dueAt', '<', about.now)
    .where(sql<boolean>`(loan.terms ->> 'finePerDay')::int > 0`)
    .where('loan.id', '>', about.afterId)
    .orderBy('loan.id')
    .limit(about.limit)
    .execute();

export interface FinePeriod {
  loanId: number;
  dueAt: Date;
  periods: number;
  total: number;
  chargedAt: Date;
}

/** Was anything charged for this loan while it ran? */
export const hasRunningFine = async (db: Db | Tx, loanId: number): Promise<boolean> =>
  (await db.selectFrom('loanFine').select('loanId').where('loanId', '=', loanId).limit(1).executeTakeFirst()) !==
  undefined;

/** @returns false when this period of the loan was charged already */
export async function insertFinePeriod(trx: Tx, period: FinePeriod): Promise<boolean> {
  const added = await trx
    .insertInto('loanFine')
    .values(period)
    .onConflict((oc) => oc.columns(['loanId', 'dueAt', 'periods']).doNothing())
    .returning('loanId')
    .executeTakeFirst();
  return added !== undefined;
}
