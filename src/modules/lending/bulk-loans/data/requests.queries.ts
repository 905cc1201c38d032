import { sql } from 'kysely';
import { askWaiting } from '#platform/database/ask-waiting';
import type { Db, Tx } from '#platform/database/db';
import type { Waiting } from '#platform/places';
import type { BoxRequest, BulkLoanStatus, RequestState, Wish } from '../client.ts';

interface NewRequest {
  libraryId: number;
  receiverLibraryId: number;
  purpose: string;
  note: string;
  contact: string;
  startsOn: string;
  dueOn: string;
  askedBy: string;
  askedAt: Date;
}

/** Writes what a library is asked for. @returns its id */
export async function insertRequest(trx: Tx, row: NewRequest, wishes: readonly Wish[]): Promise<number> {
  const { id } = await trx
    .insertInto('bulkLoanRequest')
    .values({ ...row, state: 'asked' })
    .returning('id')
    .executeTakeFirstOrThrow();
  await trx
    .insertInto('bulkLoanWish')
    .values(wishes.map(({ bibId, title }, at) => ({ requestId: id, nth: at + 1, bibId, title })))
    .execute();
  return id;
}

export interface HeldRequest {
  id: number;
  libraryId: number;
  receiverLibraryId: number;
  state: RequestState;
  purpose: string;
  contact: string;
  startsOn: string;
  dueOn: string;
  askedBy: string;
}

/** Holds a request until the transaction ends: it is answered once. */
export const lockRequest = async (trx: Tx, id: number): Promise<HeldRequest | undefined> =>
  trx
    .selectFrom('bulkLoanRequest')
    .select(['id', 'libraryId', 'receiverLibraryId', 'purpose', 'contact', 'startsOn', 'dueOn', 'askedBy'])
    .select(sql<RequestState>`state`.as('state'))
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();

export async function endRequest(
  trx: Tx,
  id: number,
  end: { state: RequestState; answeredAt: Date; answeredBy: string; answer?: string; bulkLoanId?: number },
): Promise<void> {
  await trx.updateTable('bulkLoanRequest').set(end).where('id', '=', id).execute();
}

const wishesOf = sql<
  Wish[]
>`coalesce((select json_agg(json_build_object('bibId', w.bib_id, 'title', w.title) order by w.nth)
  from bulk_loan_wish w where w.request_id = bulk_loan_request.id), '[]')`;
const requests = (db: Db | Tx) =>
  db
    .selectFrom('bulkLoanRequest')
    .innerJoin('library', 'library.id', 'bulkLoanRequest.libraryId')
    .innerJoin('library as receiver', 'receiver.id', 'bulkLoanRequest.receiverLibraryId')
    .select([
      ...(['bulkLoanRequest.id', 'bulkLoanRequest.libraryId', 'bulkLoanRequest.receiverLibraryId'] as const),
      ...(['bulkLoanRequest.purpose', 'bulkLoanRequest.note', 'bulkLoanRequest.contact'] as const),
      ...(['bulkLoanRequest.startsOn', 'bulkLoanRequest.dueOn', 'bulkLoanRequest.askedBy'] as const),
      ...(['bulkLoanRequest.askedAt', 'bulkLoanRequest.answeredAt', 'bulkLoanRequest.answeredBy'] as const),
      ...(['bulkLoanRequest.answer', 'bulkLoanRequest.bulkLoanId'] as const),
      ...(['library.code', 'library.name', 'library.timeZone'] as const),
      ...([
        'receiver.code as receiverCode',
        'receiver.name as receiverName',
        'receiver.timeZone as receiverZone',
      ] as const),
      sql<RequestState>`bulk_loan_request.state`.as('state'),
      wishesOf.as('wishes'),
    ]);
type Row = Awaited<ReturnType<ReturnType<typeof requests>['execute']>>[number];

const toRequest = ({
  libraryId,
  receiverLibraryId,
  code,
  name,
  timeZone,
  receiverCode,
  receiverName,
  receiverZone,
  ...row
}: Row): BoxRequest => ({
  ...row,
  library: { id: libraryId, code, name, timeZone },
  receiver: { id: receiverLibraryId, code: receiverCode, name: receiverName, timeZone: receiverZone },
});

/** What libraries (null: any) are asked for and have not answered, the first of them at the head. */
export const selectAsked = async (
  db: Db | Tx,
  libraryIds: readonly number[] | null,
  limit: number,
): Promise<BoxRequest[]> =>
  (
    await requests(db)
      .where('bulkLoanRequest.state', '=', 'asked')
      .$if(libraryIds !== null, (query) =>
        query.where('bulkLoanRequest.libraryId', '=', sql<number>`any(${[...(libraryIds ?? [])]}::bigint[])`),
      )
      .orderBy('bulkLoanRequest.askedAt')
      .orderBy('bulkLoanRequest.id')
      .limit(limit)
      .execute()
  ).map(toRequest);

export const findRequest = async (db: Db | Tx, id: number): Promise<BoxRequest | undefined> => {
  const row = await requests(db).where('bulkLoanRequest.id', '=', id).executeTakeFirst();
  return row && toRequest(row);
};

/** Of which request a bulk loan was made. */
export const findRequestOfLoan = async (db: Db | Tx, bulkLoanId: number): Promise<BoxRequest | undefined> => {
  const row = await requests(db).where('bulkLoanRequest.bulkLoanId', '=', bulkLoanId).executeTakeFirst();
  return row && toRequest(row);
};

/** How the bulk loan of a request stands. */
export const findBoxState = async (
  db: Db | Tx,
  bulkLoanId: number,
): Promise<{ number: string; status: BulkLoanStatus; dueOn: string; copies: number } | undefined> =>
  db
    .selectFrom('bulkLoan')
    .select(['number', 'dueOn', sql<BulkLoanStatus>`status`.as('status')])
    .select(
      sql<number>`(select count(*) from bulk_loan_box b join bulk_loan_item i on i.box_id = b.id
        where b.bulk_loan_id = bulk_loan.id and i.fate is null)`.as('copies'),
    )
    .where('id', '=', bulkLoanId)
    .executeTakeFirst();

/** What libraries (null: any) are asked for and have not answered. */
export const countAsked = async (db: Db, libraryIds: readonly number[] | null): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`select count(*)::integer as count, min(asked_at) as since from bulk_loan_request
      where state = 'asked' and (${libraryIds}::bigint[] is null or library_id = any(${libraryIds}::bigint[]))`,
  );
