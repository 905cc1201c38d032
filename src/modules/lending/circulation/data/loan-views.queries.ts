import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
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
export interface DeskEvent extends Pick<
  Loan,
  'id' | 'title' | 'itemBarcode' | 'dueAt' | 'memberNumber' | 'memberName' | 'memberHomeLibraryId'
> {
  /** Where it was lent. */
  library: Pick<Loan['library'], 'timeZone'>;
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
  const ofMember =
    memberNumber === null ? sql`` : sql`and loan.member_id = (select id from member where number = ${memberNumber})`;
  // the acts first, by their indexes; names are read of those alone that are shown
  const acts = sql<{ loanId: number; kind: DeskEventKind; at: Date; dueAfter: Date | null }>`(
    (select loan.id as loan_id, 'loan' as kind, loan.loaned_at as at, null::timestamptz as due_after from loan
      where loan.loaned_by_account_id = ${accountId} and loan.loaned_at >= ${since} ${ofMember}
      order by loan.id desc limit ${limit})
    union all
    -- by when it was written down: the copy may have been back earlier
    (select loan.id, 'return', loan.return_recorded_at, null from loan
      where loan.returned_by_account_id = ${accountId} and loan.return_recorded_at >= ${since} ${ofMember}
      order by loan.return_recorded_at desc limit ${limit})
    union all
    (select loan.id, 'renewal', renewal.renewed_at, renewal.due_after from loan_renewal renewal
      join loan on loan.id = renewal.loan_id
      where renewal.renewed_by_account_id = ${accountId} and renewal.renewed_at >= ${since} ${ofMember}
      order by renewal.id desc limit ${limit})
    order by at desc, loan_id desc limit ${limit})`;
  const rows = await db
    .selectFrom(acts.as('act'))
    .innerJoin('loan', 'loan.id', 'act.loanId')
    .innerJoin('member', 'member.id', 'loan.memberId')
    .innerJoin('item', 'item.id', 'loan.itemId')
    .innerJoin('bib', 'bib.id', 'item.bibId')
    .innerJoin('library', 'library.id', 'loan.libraryId')
    .select([
      'loan.id',
      'act.kind',
      'act.at',
      'bib.title',
      'item.barcode as itemBarcode',
      'member.number as memberNumber',
      'member.fullName as memberName',
      'member.homeLibraryId as memberHomeLibraryId',
      'library.timeZone',
    ])
    .select((eb) => eb.fn.coalesce('act.dueAfter', 'loan.dueAt').as('dueAt'))
    .orderBy('act.at', 'desc')
    .orderBy('loan.id', 'desc')
    .execute();
  return rows.map(({ timeZone, ...event }) => ({ ...event, library: { timeZone } }));
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
