import { sql, type Selectable } from 'kysely';
import type { Db, Tx } from '#platform/db';
import type { Loan as LoanTable } from '#platform/db-types';
import type { LoanStatus } from '../client.ts';
import type { DueMode } from '../rules/policy-values.ts';

/** The values that ruled when it was lent; kept with the loan, so that a later change of policy changes no running loan. */
export interface LoanTerms {
  finePerDay: number;
  fineCap: number | null;
  graceDays: number;
  suspensionPerLateDay: number;
  maxSuspensionDays: number | null;
  dueMode: DueMode;
}
export type LoanRow = Omit<Selectable<LoanTable>, 'terms' | 'status' | 'statusBeforeReturn'> & {
  terms: LoanTerms;
  status: LoanStatus;
  statusBeforeReturn: LoanStatus | null;
};

const RUNNING = ['open', 'claimed_returned'] as const;

export interface NewLoan {
  itemId: number;
  memberId: number;
  libraryId: number;
  loanedAt: Date;
  dueAt: Date;
  terms: LoanTerms;
  loanedBy: string;
  loanedByAccountId: number | null;
  overrideReason: string | null;
}

/** Refused by the partial unique index `loan_one_open_per_item` when the copy is out already. @returns the id */
export async function insertLoan(trx: Tx, loan: NewLoan): Promise<number> {
  const row = await trx
    .insertInto('loan')
    .values({ ...loan, terms: JSON.stringify(loan.terms) })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

const loanRows = (db: Db | Tx) =>
  db
    .selectFrom('loan')
    .select([
      'loan.id',
      'loan.itemId',
      'loan.memberId',
      'loan.libraryId',
      'loan.loanedAt',
      'loan.dueAt',
      'loan.returnedAt',
      'loan.returnLibraryId',
      sql<LoanStatus>`loan.status`.as('status'),
      'loan.renewalCount',
      sql<LoanTerms>`loan.terms`.as('terms'),
      'loan.loanedBy',
      'loan.loanedByAccountId',
      'loan.returnedBy',
      'loan.returnedByAccountId',
      'loan.overrideReason',
      sql<LoanStatus | null>`loan.status_before_return`.as('statusBeforeReturn'),
      'loan.suspensionBlockId',
    ]);

export const lockLoan = (trx: Tx, id: number): Promise<LoanRow | undefined> =>
  loanRows(trx).where('id', '=', id).forUpdate().executeTakeFirst();

/** The running loan of a copy, or the last one that ended with a loss: that copy may come back too. */
export const lockRunningLoanOfItem = (trx: Tx, itemId: number, lost: boolean): Promise<LoanRow | undefined> =>
  loanRows(trx)
    .where('itemId', '=', itemId)
    .where('status', 'in', lost ? [...RUNNING, 'lost'] : RUNNING)
    .orderBy(sql`status = 'lost'`)
    .orderBy('id', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst();

/** Who must be locked before the copy is: the member of its running (or last lost) loan. */
export async function memberNumberOfItem(db: Db | Tx, barcode: string): Promise<string | null> {
  const row = await db
    .selectFrom('loan')
    .innerJoin('item', 'item.id', 'loan.itemId')
    .innerJoin('member', 'member.id', 'loan.memberId')
    .select('member.number')
    .where('item.barcode', '=', barcode)
    .where('loan.status', 'in', [...RUNNING, 'lost'])
    .orderBy(sql`loan.status = 'lost'`)
    .orderBy('loan.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.number ?? null;
}

/** Which member and copy a loan is about, before locks are taken in their order. */
export const partiesOfLoan = (db: Db | Tx, id: number) =>
  db
    .selectFrom('loan')
    .innerJoin('item', 'item.id', 'loan.itemId')
    .innerJoin('member', 'member.id', 'loan.memberId')
    .select(['loan.memberId', 'loan.libraryId', 'member.number as memberNumber', 'item.barcode as itemBarcode'])
    .where('loan.id', '=', id)
    .executeTakeFirst();

export type LoanChanges = Partial<
  Pick<
    LoanRow,
    | 'status'
    | 'dueAt'
    | 'returnedAt'
    | 'returnLibraryId'
    | 'returnedBy'
    | 'returnedByAccountId'
    | 'statusBeforeReturn'
    | 'renewalCount'
    | 'suspensionBlockId'
  >
>;

/** Changes a loan that the caller has locked and checked. */
export async function changeLoan(trx: Tx, id: number, changes: LoanChanges): Promise<void> {
  await trx.updateTable('loan').set(changes).where('id', '=', id).execute();
}

/** Only for undoing a loan that was made a moment ago; the audit log keeps what it was. */
export async function deleteLoan(trx: Tx, id: number): Promise<void> {
  await trx.deleteFrom('loan').where('id', '=', id).execute();
}

export interface NewRenewal {
  loanId: number;
  renewedAt: Date;
  dueBefore: Date;
  dueAfter: Date;
  renewedBy: string;
  renewedByAccountId: number | null;
}
export async function insertRenewal(trx: Tx, renewal: NewRenewal): Promise<void> {
  await trx.insertInto('loanRenewal').values(renewal).execute();
}
export const lastRenewal = (trx: Tx, loanId: number) =>
  trx
    .selectFrom('loanRenewal')
    .selectAll()
    .where('loanId', '=', loanId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
export async function deleteRenewal(trx: Tx, id: number): Promise<void> {
  await trx.deleteFrom('loanRenewal').where('id', '=', id).execute();
}
