import { sql, type SelectQueryBuilder } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { DB } from '#platform/database/db-types';
import type { Loan, LoanStatus } from '../client.ts';
import type { TimeSpan } from '#shared/time-span';

/** Loans joined with the names that people read. Other modules' tables are only read here. */
const views = (db: Db | Tx) =>
  db
    .selectFrom('loan')
    .innerJoin('member', 'member.id', 'loan.memberId')
    .innerJoin('item', 'item.id', 'loan.itemId')
    .innerJoin('bib', 'bib.id', 'item.bibId')
    .innerJoin('library', 'library.id', 'loan.libraryId')
    .select([
      'loan.id',
      'loan.onSite',
      sql<LoanStatus>`loan.status`.as('status'),
      'member.number as memberNumber',
      'member.fullName as memberName',
      'member.homeLibraryId as memberHomeLibraryId',
      'item.barcode as itemBarcode',
      'item.itemType',
      'bib.id as bibId',
      'bib.title',
      'bib.mainAuthor',
      'loan.loanedAt',
      'loan.dueAt',
      'loan.dueByHand',
      'loan.returnedAt',
      'loan.claimedAt',
      'loan.renewalCount',
      'loan.loanedBy',
      'loan.returnedBy',
      'loan.overrideReason',
      sql<number>`(loan.terms ->> 'finePerDay')::int`.as('finePerDay'),
      sql<Loan['library']>`json_build_object('id', library.id, 'code', library.code, 'name', library.name,
        'timeZone', library.time_zone)`.as('library'),
    ]);

export const findLoanView = async (db: Db | Tx, id: number): Promise<Loan | undefined> =>
  views(db).where('loan.id', '=', id).executeTakeFirst();

export interface LoanFilter {
  memberNumber?: string;
  itemBarcode?: string;
  libraryId?: number;
  status?: LoanStatus;
  /** Running loans that should have been back before this instant. */
  overdueAt?: Date;
  /** Loans older than this id. */
  beforeId?: number;
  /** Only of members of these home libraries; null or left out = of all. */
  homes?: readonly number[] | null;
  limit: number;
}

/** Newest first; one row more than `limit`. */
export async function selectLoanViews(db: Db | Tx, filter: LoanFilter): Promise<Loan[]> {
  let query = views(db)
    .orderBy('loan.id', 'desc')
    .limit(filter.limit + 1);
  if (filter.memberNumber !== undefined) query = query.where('member.number', '=', filter.memberNumber);
  if (filter.itemBarcode !== undefined) query = query.where('item.barcode', '=', filter.itemBarcode);
  if (filter.libraryId !== undefined) query = query.where('loan.libraryId', '=', filter.libraryId);
  if (filter.status !== undefined) query = query.where('loan.status', '=', filter.status);
  if (filter.overdueAt !== undefined) {
    query = query.where('loan.status', '=', 'open').where('loan.dueAt', '<', filter.overdueAt);
  }
  if (filter.beforeId !== undefined) query = query.where('loan.id', '<', filter.beforeId);
  if (filter.homes) query = query.where('member.homeLibraryId', '=', sql<number>`any(${[...filter.homes]}::bigint[])`);
  return query.execute();
}

/** Running loans of a member, the most urgent first. */
export const selectOpenLoans = async (db: Db | Tx, memberId: number): Promise<Loan[]> =>
  views(db)
    .where('loan.memberId', '=', memberId)
    .where('loan.status', 'in', ['open', 'claimed_returned'])
    .orderBy('loan.dueAt')
    .orderBy('loan.id')
    .execute();

export async function countHistory(db: Db | Tx, memberId: number): Promise<number> {
  const row = await db
    .selectFrom('loan')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('memberId', '=', memberId)
    .executeTakeFirstOrThrow();
  return row.count;
}

export interface OverdueLoan extends Loan {
  phone: string | null;
  email: string | null;
  guardianName: string | null;
  guardianPhone: string | null;
}

/** Longest overdue first; one row more than `limit`. */
export async function selectOverdue(
  db: Db,
  filter: {
    now: Date;
    libraryIds: readonly number[] | null;
    /** Only of members of these home libraries; null = of all. */
    homes: readonly number[] | null;
    after: [string, number] | null;
    limit: number;
  },
): Promise<OverdueLoan[]> {
  let query = views(db)
    .select(['member.phone', 'member.email', 'member.guardianName', 'member.guardianPhone'])
    .where('loan.status', '=', 'open')
    .where('loan.dueAt', '<', filter.now)
    .orderBy('loan.dueAt')
    .orderBy('loan.id')
    .limit(filter.limit + 1);
  if (filter.libraryIds) {
    query = query.where('loan.libraryId', '=', sql<number>`any(${[...filter.libraryIds]}::bigint[])`);
  }
  if (filter.homes) query = query.where('member.homeLibraryId', '=', sql<number>`any(${[...filter.homes]}::bigint[])`);
  if (filter.after) {
    const [dueAt, id] = filter.after;
    query = query.where(sql<boolean>`(loan.due_at, loan.id) > (${dueAt}::timestamptz, ${id}::bigint)`);
  }
  return query.execute();
}

export type DeskEventKind = 'loan' | 'return' | 'renewal';
/** One line of what a desk did. */
export interface DeskEvent extends Loan {
  kind: DeskEventKind;
  at: Date;
}

/**
 * What an account did since an instant, newest first: for the running list of the desk, the receipt and undo.
 * @param memberNumber only what concerns this member; null = everything
 */
export async function selectDeskEvents(
  db: Db | Tx,
  about: { accountId: number; since: Date; memberNumber: string | null; limit: number },
): Promise<DeskEvent[]> {
  const { accountId, since, memberNumber, limit } = about;
  const ofMember = <Q>(query: SelectQueryBuilder<DB, 'loan' | 'member' | 'item' | 'bib' | 'library', Q>) =>
    memberNumber === null ? query : query.where('member.number', '=', memberNumber);
  const [loans, returns, renewals] = await Promise.all([
    ofMember(views(db))
      .where('loan.loanedByAccountId', '=', accountId)
      .where('loan.loanedAt', '>=', since)
      .orderBy('loan.id', 'desc')
      .limit(limit)
      .execute(),
    ofMember(views(db))
      .select('loan.returnRecordedAt')
      .where('loan.returnedByAccountId', '=', accountId)
      // by when it was written down: the copy may have been back earlier
      .where('loan.returnRecordedAt', '>=', since)
      .orderBy('loan.returnRecordedAt', 'desc')
      .limit(limit)
      .execute(),
    ofMember(views(db))
      .innerJoin('loanRenewal', 'loanRenewal.loanId', 'loan.id')
      .select(['loanRenewal.renewedAt as at', 'loanRenewal.dueAfter'])
      .where('loanRenewal.renewedByAccountId', '=', accountId)
      .where('loanRenewal.renewedAt', '>=', since)
      .orderBy('loanRenewal.id', 'desc')
      .limit(limit)
      .execute(),
  ]);
  const events: DeskEvent[] = [
    ...loans.map((loan) => ({ ...loan, kind: 'loan' as const, at: loan.loanedAt })),
    ...returns.map(({ returnRecordedAt, ...loan }) => ({
      ...loan,
      kind: 'return' as const,
      at: returnRecordedAt ?? since,
    })),
    ...renewals.map(({ dueAfter, at, ...loan }) => ({ ...loan, dueAt: dueAfter, kind: 'renewal' as const, at })),
  ];
  return events.toSorted((a, b) => b.at.getTime() - a.at.getTime() || b.id - a.id).slice(0, limit);
}

/** How much a library has lent, taken back and renewed since an instant (its midnight). */
export async function countDesk(
  db: Db,
  libraryId: number,
  since: Date,
): Promise<{ loans: number; returns: number; renewals: number }> {
  const found = await sql<{ loans: number; returns: number; renewals: number }>`select
    (select count(*) from loan where library_id = ${libraryId} and loaned_at >= ${since}) as loans,
    (select count(*) from loan where return_library_id = ${libraryId} and return_recorded_at >= ${since}) as returns,
    (select count(*) from loan_renewal r join loan on loan.id = r.loan_id
      where loan.library_id = ${libraryId} and r.renewed_at >= ${since}) as renewals`.execute(db);
  return found.rows[0] ?? { loans: 0, returns: 0, renewals: 0 };
}

/** How much a library lent and took back within some times, in their order. */
export async function countDeskWithin(
  db: Db,
  libraryId: number,
  spans: readonly TimeSpan[],
): Promise<{ loans: number; returns: number }[]> {
  if (spans.length === 0) return [];
  const { rows } = await sql<{ loans: number; returns: number }>`select
      (select count(*) from loan where library_id = ${libraryId} and loaned_at >= span.since and loaned_at < span.until)::integer as loans,
      (select count(*) from loan where return_library_id = ${libraryId}
        and return_recorded_at >= span.since and return_recorded_at < span.until)::integer as returns
    from unnest(${spans.map(({ from }) => from)}::timestamptz[], ${spans.map(({ to }) => to)}::timestamptz[])
      with ordinality as span (since, until, nth)
    order by nth`.execute(db);
  return rows;
}
