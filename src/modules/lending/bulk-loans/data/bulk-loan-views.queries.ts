import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { BoxedItem, BulkFate, BulkLoan, BulkLoanStatus } from '../client.ts';

const views = (db: Db | Tx) =>
  db
    .selectFrom('bulkLoan')
    .innerJoin('library', 'library.id', 'bulkLoan.libraryId')
    .leftJoin('library as unit', 'unit.id', 'bulkLoan.receiverLibraryId')
    .leftJoin('member', 'member.id', 'bulkLoan.receiverMemberId')
    .select(['bulkLoan.id', 'bulkLoan.number', 'bulkLoan.contactName', 'bulkLoan.contactPhone'])
    .select(['bulkLoan.contactEmail', 'bulkLoan.purpose', 'bulkLoan.receiverLibraryId'])
    .select(['bulkLoan.startsOn', 'bulkLoan.dueOn', 'bulkLoan.createdAt', 'bulkLoan.createdBy', 'bulkLoan.endedAt'])
    .select([
      sql<BulkLoanStatus>`bulk_loan.status`.as('status'),
      sql<BulkLoan['library']>`json_build_object('id', library.id, 'code', library.code, 'name', library.name,
        'timeZone', library.time_zone)`.as('library'),
      sql<BulkLoan['receiver']>`case when unit.id is not null
        then json_build_object('kind', 'unit', 'code', unit.code, 'name', unit.name)
        else json_build_object('kind', 'member', 'code', member.number, 'name', member.full_name) end`.as('receiver'),
      sql<BulkLoan['counts']>`(select json_build_object(
          'boxes', count(distinct b.id),
          'packed', count(i.id) filter (where i.fate is null and b.handed_over_at is null),
          'away', count(i.id) filter (where i.fate is null and b.handed_over_at is not null),
          'returned', count(i.id) filter (where i.fate = 'returned'),
          'missing', count(i.id) filter (where i.fate in ('lost', 'claimed')))
        from bulk_loan_box b left join bulk_loan_item i on i.box_id = b.id
        where b.bulk_loan_id = bulk_loan.id)`.as('counts'),
    ]);

export const findBulkLoan = async (db: Db | Tx, id: number): Promise<BulkLoan | undefined> =>
  views(db).where('bulkLoan.id', '=', id).executeTakeFirst();

export const findBulkLoanOfBox = async (db: Db | Tx, code: string): Promise<BulkLoan | undefined> =>
  views(db)
    .where(
      'bulkLoan.id',
      '=',
      db.selectFrom('bulkLoanBox').select('bulkLoanBox.bulkLoanId').where('bulkLoanBox.code', '=', code),
    )
    .executeTakeFirst();

export interface BulkLoanFilter {
  /** What these lend, and what they have received; null = all. */
  libraryIds: readonly number[] | null;
  receiverMember?: string;
  status?: BulkLoanStatus;
  /** Only running ones whose last day has passed at this instant, where they were lent. */
  overdueAt?: Date;
  /** Ended ones too. */
  all: boolean;
  beforeId?: number;
  limit: number;
}
/** Newest first; one row more than `limit`. A library sees what it lends and what it has received. */
export async function selectBulkLoans(db: Db, filter: BulkLoanFilter): Promise<BulkLoan[]> {
  let query = views(db)
    .orderBy('bulkLoan.id', 'desc')
    .limit(filter.limit + 1);
  const { libraryIds, receiverMember, status, overdueAt, beforeId } = filter;
  if (libraryIds !== null) {
    const ids = sql<number>`any(${[...libraryIds]}::bigint[])`;
    query = query.where((eb) =>
      eb.or([eb('bulkLoan.libraryId', '=', ids), eb('bulkLoan.receiverLibraryId', '=', ids)]),
    );
  }
  if (receiverMember !== undefined) query = query.where('member.number', '=', receiverMember);
  if (status !== undefined) query = query.where('bulkLoan.status', '=', status);
  else if (!filter.all) query = query.where('bulkLoan.endedAt', 'is', null);
  if (overdueAt !== undefined) {
    query = query
      .where(sql<boolean>`bulk_loan.due_on < (${overdueAt}::timestamptz at time zone library.time_zone)::date`)
      .where('bulkLoan.status', 'in', ['open', 'partly_returned']);
  }
  if (beforeId !== undefined) query = query.where('bulkLoan.id', '<', beforeId);
  return query.execute();
}

/** All copies that are or were in the boxes of a bulk loan, in the order of scanning. */
export const selectBoxedItems = async (db: Db | Tx, bulkLoanId: number): Promise<(BoxedItem & { boxId: number })[]> =>
  db
    .selectFrom('bulkLoanItem')
    .innerJoin('bulkLoanBox', 'bulkLoanBox.id', 'bulkLoanItem.boxId')
    .innerJoin('item', 'item.id', 'bulkLoanItem.itemId')
    .innerJoin('bib', 'bib.id', 'item.bibId')
    .select(['bulkLoanItem.boxId', 'item.barcode', 'item.bibId', 'bib.title', 'item.callNumber'])
    .select(['bulkLoanItem.scannedAt', 'bulkLoanItem.endedAt', 'bulkLoanItem.foundAt'])
    .select([
      sql<BulkFate | null>`bulk_loan_item.fate`.as('fate'),
      sql<number>`(select coalesce(sum(amount), 0)::integer from charge_line
        where charge_line.id = any (bulk_loan_item.charge_line_ids))`.as('charged'),
      sql<boolean>`item.on_loan and bulk_loan_item.fate is null`.as('onLoan'),
    ])
    .where('bulkLoanBox.bulkLoanId', '=', bulkLoanId)
    .orderBy('bulkLoanItem.id')
    .execute();

export const selectBoxViews = async (db: Db | Tx, bulkLoanId: number) =>
  db
    .selectFrom('bulkLoanBox')
    .select(['id', 'nth', 'code', 'note', 'handedOverAt'])
    .where('bulkLoanId', '=', bulkLoanId)
    .orderBy('nth')
    .execute();

/** How many bulk loans of a member (an institution) have not ended, those that are still being packed included. */
export async function countRunningOf(db: Db | Tx, memberId: number): Promise<number> {
  const row = await db
    .selectFrom('bulkLoan')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('receiverMemberId', '=', memberId)
    .where('endedAt', 'is', null)
    .executeTakeFirstOrThrow();
  return row.count;
}

export interface BulkLoanDue {
  id: number;
  number: string;
  contactName: string;
  startsOn: string;
  dueOn: string;
  memberId: number;
  categoryId: number;
  /** Copies that are still out; 1 or more. */
  away: number;
}
/** Running bulk loans of a library to institutions that are due between two days, both included. */
export async function selectBulkLoansDue(
  db: Db,
  about: { libraryId: number; from: string; to: string },
): Promise<BulkLoanDue[]> {
  const away = sql<number>`(select count(*)::integer from bulk_loan_item i join bulk_loan_box b on b.id = i.box_id
    where b.bulk_loan_id = bulk_loan.id and i.fate is null and b.handed_over_at is not null)`;
  return db
    .selectFrom('bulkLoan')
    .innerJoin('member', 'member.id', 'bulkLoan.receiverMemberId')
    .select(['bulkLoan.id', 'bulkLoan.number', 'bulkLoan.contactName', 'bulkLoan.startsOn', 'bulkLoan.dueOn'])
    .select(['member.id as memberId', 'member.categoryId', away.as('away')])
    .where('bulkLoan.libraryId', '=', about.libraryId)
    .where('bulkLoan.endedAt', 'is', null)
    .where('bulkLoan.dueOn', '>=', about.from)
    .where('bulkLoan.dueOn', '<=', about.to)
    .where(away, '>', 0)
    .orderBy('bulkLoan.id')
    .execute();
}
