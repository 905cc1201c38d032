import type { Db, Tx } from '#platform/db';

export interface NewCharge {
  memberId: number;
  loanId: number | null;
  kind: 'fine' | 'lost_item' | 'payment' | 'waive' | 'refund';
  /** Whole rupiah; positive = the member owes, negative = paid, waived, given back. Never 0. */
  amount: number;
  note: string | null;
  at: Date;
  byName: string;
}

/** Lines are only ever added: what was wrong is balanced by another line. */
export async function insertCharge(trx: Tx, charge: NewCharge): Promise<void> {
  await trx.insertInto('chargeLine').values(charge).execute();
}

/** What a member owes, whole rupiah. */
export async function balanceOf(db: Db | Tx, memberId: number): Promise<number> {
  const row = await db
    .selectFrom('chargeLine')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<string>('amount'), eb.val('0')).as('balance'))
    .where('memberId', '=', memberId)
    .executeTakeFirstOrThrow();
  return Number(row.balance);
}

/** What is still owed for one loan, whole rupiah; by the kinds that caused it. */
export async function owedForLoan(db: Db | Tx, loanId: number): Promise<number> {
  const row = await db
    .selectFrom('chargeLine')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<string>('amount'), eb.val('0')).as('owed'))
    .where('loanId', '=', loanId)
    .executeTakeFirstOrThrow();
  return Number(row.owed);
}

/** What was waived when a lost copy came back, whole rupiah: the lines of the very instant of its return. */
export async function waivedAtReturn(trx: Tx, loanId: number, returnedAt: Date): Promise<number> {
  const row = await trx
    .selectFrom('chargeLine')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<string>('amount'), eb.val('0')).as('waived'))
    .where('loanId', '=', loanId)
    .where('kind', '=', 'waive')
    .where('at', '=', returnedAt)
    .executeTakeFirstOrThrow();
  return -Number(row.waived);
}
