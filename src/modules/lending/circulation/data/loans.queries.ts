import { sql, type Selectable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Loan as LoanTable } from '#platform/database/db-types';
import type { LoanStatus } from '../client.ts';
import { completeTerms, type LoanTerms } from '../rules/loan-terms.ts';

/** A loan that somebody can still be asked about. One that was cut from its reader is counted, and changed no more. */
export type LoanRow = Omit<
  Selectable<LoanTable>,
  | 'memberId'
  | 'terms'
  | 'status'
  | 'statusBeforeReturn'
  | 'readerCategoryId'
  | 'readerAgeGroup'
  | 'readerSex'
  | 'cutAt'
  | 'broughtAt'
> & {
  memberId: number;
  terms: LoanTerms;
  status: LoanStatus;
  statusBeforeReturn: LoanStatus | null;
};

const RUNNING = ['open', 'claimed_returned'] as const;

export interface NewLoan {
  onSite: boolean;
  itemId: number;
  memberId: number;
  libraryId: number;
  loanedAt: Date;
  dueAt: Date;
  dueByHand: boolean;
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
      'loan.dueByHand',
      'loan.returnedAt',
      'loan.returnLibraryId',
      sql<LoanStatus>`loan.status`.as('status'),
      'loan.renewalCount',
      sql<Partial<LoanTerms>>`loan.terms`.as('terms'),
      'loan.loanedBy',
      'loan.loanedByAccountId',
      'loan.returnedBy',
      'loan.returnedByAccountId',
      'loan.overrideReason',
      sql<LoanStatus | null>`loan.status_before_return`.as('statusBeforeReturn'),
      'loan.suspensionBlockId',
      'loan.onSite',
      'loan.returnRecordedAt',
      'loan.claimedAt',
      'loan.droppedAt',
      'loan.claimedNote',
      'loan.lostAt',
      'loan.replacementItemId',
    ])
    .where('loan.memberId', 'is not', null)
    .$narrowType<{ memberId: number }>();
type KeptLoan = Omit<LoanRow, 'terms'> & { terms: Partial<LoanTerms> };
const withTerms = (row: KeptLoan | undefined): LoanRow | undefined =>
  row && { ...row, terms: completeTerms(row.terms) };

export const findLoan = async (db: Db | Tx, id: number): Promise<LoanRow | undefined> =>
  withTerms(await loanRows(db).where('id', '=', id).executeTakeFirst());

export const lockLoan = async (trx: Tx, id: number): Promise<LoanRow | undefined> =>
  withTerms(await loanRows(trx).where('id', '=', id).forUpdate().executeTakeFirst());

/** The running loan of a copy, or the last one that ended with a loss: that copy may come back too. */
export const lockRunningLoanOfItem = async (trx: Tx, itemId: number, lost: boolean): Promise<LoanRow | undefined> =>
  withTerms(
    await loanRows(trx)
      .where('itemId', '=', itemId)
      .where('status', 'in', lost ? [...RUNNING, 'lost'] : RUNNING)
      .orderBy(sql`status = 'lost'`)
      .orderBy('id', 'desc')
      .limit(1)
      .forUpdate()
      .executeTakeFirst(),
  );

/** Has the member a copy of this record on loan? */
export async function hasOnLoan(db: Db | Tx, memberId: number, bibId: number): Promise<boolean> {
  const row = await db
    .selectFrom('loan')
    .innerJoin('item', 'item.id', 'loan.itemId')
    .select('loan.id')
    .where('loan.memberId', '=', memberId)
    .where('loan.status', 'in', RUNNING)
    .where('item.bibId', '=', bibId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

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

/** Lost loans of copies that are here again, with whom and what is to be locked. */
export const selectFoundLoans = async (
  db: Db,
  limit: number,
): Promise<{ id: number; memberNumber: string; itemBarcode: string }[]> =>
  db
    .selectFrom('loan')
    .innerJoin('item', 'item.id', 'loan.itemId')
    .innerJoin('member', 'member.id', 'loan.memberId')
    .select(['loan.id', 'member.number as memberNumber', 'item.barcode as itemBarcode'])
    .where('loan.status', '=', 'lost')
    .where('item.status', 'not in', ['lost', 'missing', 'withdrawn'])
    .orderBy('loan.id')
    .limit(limit)
    .execute();

/** Was this copy brought for another one that is lost? */
export async function isReplacement(trx: Tx, itemId: number): Promise<boolean> {
  const row = await trx.selectFrom('loan').select('id').where('replacementItemId', '=', itemId).executeTakeFirst();
  return row !== undefined;
}

/** Which member and copy a loan is about, before locks are taken in their order. */
export const partiesOfLoan = async (db: Db | Tx, id: number) =>
  db
    .selectFrom('loan')
    .innerJoin('item', 'item.id', 'loan.itemId')
    .innerJoin('member', 'member.id', 'loan.memberId')
    .select(['member.id as memberId', 'loan.libraryId', 'member.number as memberNumber', 'item.barcode as itemBarcode'])
    .select('member.homeLibraryId')
    .where('loan.id', '=', id)
    .executeTakeFirst();

export type LoanChanges = Partial<
  Pick<
    LoanRow,
    | 'status'
    | 'dueAt'
    | 'dueByHand'
    | 'returnedAt'
    | 'returnLibraryId'
    | 'returnedBy'
    | 'returnedByAccountId'
    | 'statusBeforeReturn'
    | 'renewalCount'
    | 'suspensionBlockId'
    | 'returnRecordedAt'
    | 'claimedAt'
    | 'droppedAt'
    | 'claimedNote'
    | 'lostAt'
    | 'replacementItemId'
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
  automatic: boolean;
  /** What was late before it cost, whole rupiah. */
  fine: number;
  /** The sender's own key; null = it has none. */
  requestKey: string | null;
  /** The act that renewed all loans of a member; null = this one by itself. */
  together: string | null;
}
export async function insertRenewal(trx: Tx, renewal: NewRenewal): Promise<void> {
  await trx.insertInto('loanRenewal').values(renewal).execute();
}
/** The loan that was renewed by a request of this key, or null. */
export async function loanOfRequest(trx: Tx, requestKey: string): Promise<number | null> {
  const row = await trx
    .selectFrom('loanRenewal')
    .select('loanId')
    .where('requestKey', '=', requestKey)
    .executeTakeFirst();
  return row?.loanId ?? null;
}
export const lastRenewal = async (trx: Tx, loanId: number) =>
  trx
    .selectFrom('loanRenewal')
    .selectAll()
    .where('loanId', '=', loanId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
/** Loans of a member that one act renewed together and that nobody has taken back, in the order of the list of loans. */
export async function loansRenewedTogether(db: Db | Tx, memberId: number, together: string): Promise<number[]> {
  const rows = await db
    .selectFrom('loanRenewal')
    .innerJoin('loan', 'loan.id', 'loanRenewal.loanId')
    .select('loan.id')
    .where('loanRenewal.together', '=', together)
    .where('loan.memberId', '=', memberId)
    .orderBy('loan.dueAt')
    .orderBy('loan.id')
    .execute();
  return rows.map(({ id }) => id);
}
export async function deleteRenewal(trx: Tx, id: number): Promise<void> {
  await trx.deleteFrom('loanRenewal').where('id', '=', id).execute();
}

/** Has somebody renewed it, a reader or a desk? */
export const wasRenewedByHand = async (db: Db | Tx, loanId: number): Promise<boolean> =>
  (await db
    .selectFrom('loanRenewal')
    .innerJoin('loan', 'loan.id', 'loanRenewal.loanId')
    .select('loanRenewal.id')
    .where('loanId', '=', loanId)
    .where('automatic', '=', false)
    // what came with the loan from another system was not done here
    .where((eb) => eb.or([eb('broughtAt', 'is', null), eb('renewedAt', '>', eb.ref('broughtAt'))]))
    .limit(1)
    .executeTakeFirst()) !== undefined;

/** How many renewals of a loan were made by themselves. */
export async function countAutoRenewals(trx: Tx, loanId: number): Promise<number> {
  const row = await trx
    .selectFrom('loanRenewal')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('loanId', '=', loanId)
    .where('automatic', '=', true)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Running loans to take home of members who let loans renew themselves, due between two instants, by id; `afterId` leafs through them. */
export const selectDueBetween = async (
  db: Db,
  about: { from: Date; to: Date; afterId: number; limit: number },
): Promise<{ id: number; libraryId: number; categoryId: number; itemType: string; dueAt: Date }[]> =>
  db
    .selectFrom('loan')
    .innerJoin('member', 'member.id', 'loan.memberId')
    .innerJoin('item', 'item.id', 'loan.itemId')
    .select(['loan.id', 'loan.libraryId', 'member.categoryId', 'item.itemType', 'loan.dueAt'])
    .where('loan.status', '=', 'open')
    .where('loan.onSite', '=', false)
    .where('loan.dueByHand', '=', false)
    .where('member.renewsItself', '=', true)
    .where('loan.dueAt', '>=', about.from)
    .where('loan.dueAt', '<', about.to)
    .where('loan.id', '>', about.afterId)
    .orderBy('loan.id')
    .limit(about.limit)
    .execute();

/** Whether the copy has not been lent again since. */
export async function isLastLoanOfItem(trx: Tx, loan: { id: number; itemId: number }): Promise<boolean> {
  const later = await trx
    .selectFrom('loan')
    .select('id')
    .where('itemId', '=', loan.itemId)
    .where('id', '>', loan.id)
    .limit(1)
    .executeTakeFirst();
  return later === undefined;
}
