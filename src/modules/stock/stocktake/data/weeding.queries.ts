import { sql, type Selectable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Weeding as WeedingTable } from '#platform/database/db-types';
import type { WeedingCopy, WeedingDecision, WeedingStatus } from '../client.ts';
import type { WeedingGround } from '../rules/weeding-grounds.ts';

export type WeedingRow = Omit<Selectable<WeedingTable>, 'status'> & { status: WeedingStatus };

/** Everything that happens to a list happens under this lock. */
export const lockWeeding = async (trx: Tx, id: number): Promise<WeedingRow | undefined> =>
  trx
    .selectFrom('weeding')
    .selectAll()
    .$narrowType<{ status: WeedingStatus }>()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();

export const insertWeeding = async (
  trx: Tx,
  row: { libraryId: number; name: string; rules: string; createdAt: Date; createdBy: string },
): Promise<number> => (await trx.insertInto('weeding').values(row).returning('id').executeTakeFirstOrThrow()).id;

export interface Candidate {
  itemId: number;
  status: string;
  itemType: string;
  year: number | null;
  /** `YYYY-MM-DD` */
  acquiredOn: string;
  lastLoanAt: Date | null;
  /** 1 = the copy to be kept first: in good order, and lent lately. */
  nthCopy: number;
  lastCopy: boolean;
}
/** The copies of a library that nobody has, in a scope, with what the rules ask. */
export async function selectCandidates(
  trx: Tx,
  scope: { libraryId: number; timeZone: string; keyFrom: string | null; keyTo: string | null; itemType: string | null },
): Promise<Candidate[]> {
  const { libraryId, timeZone, keyFrom, keyTo, itemType } = scope;
  const { rows } = await sql<Candidate>`
    with own as (
      select i.*, (select max(l.loaned_at) from loan l where l.item_id = i.id) as last_loan_at
      from item i where i.library_id = ${libraryId} and i.status <> 'withdrawn'
    ), ranked as (
      select own.*, row_number() over (partition by bib_id
        order by (status = 'available') desc, on_loan desc, last_loan_at desc nulls last, id) as nth_copy
      from own
    )
    select r.id as item_id, r.status, r.item_type, b.year, r.last_loan_at, r.nth_copy,
      coalesce(r.acquired_on, (r.created_at at time zone ${timeZone})::date) as acquired_on,
      not exists (select 1 from item o where o.bib_id = r.bib_id and o.id <> r.id
        and o.status not in ('withdrawn', 'lost', 'missing')) as last_copy
    from ranked r join bib b on b.id = r.bib_id
    where not r.on_loan and r.set_aside is null and r.owner_library_id is null
      and (${itemType}::text is null or r.item_type = ${itemType})
      and (${keyFrom}::text is null or r.call_number_sort collate "C" >= ${keyFrom})
      and (${keyTo}::text is null or r.call_number_sort collate "C" < ${keyTo})
    order by r.id`.execute(trx);
  return rows;
}

export interface NewWeedingItem {
  weedingId: number;
  itemId: number;
  grounds: WeedingGround[];
  lastLoanAt: Date | null;
  lastCopy: boolean;
}
export async function insertWeedingItems(trx: Tx, rows: readonly NewWeedingItem[]): Promise<void> {
  for (let from = 0; from < rows.length; from += 1000) {
    await trx
      .insertInto('weedingItem')
      .values(rows.slice(from, from + 1000))
      .execute();
  }
}

const weedings = (db: Db | Tx) =>
  db
    .selectFrom('weeding')
    .innerJoin('library', 'library.id', 'weeding.libraryId')
    .select(['weeding.id', 'weeding.name', 'weeding.rules', 'weeding.status', 'weeding.createdAt', 'weeding.createdBy'])
    .select(['weeding.endedAt', 'weeding.endedBy', 'weeding.minutesNumber', 'weeding.libraryId'])
    .select(['library.name as libraryName', 'library.code as libraryCode', 'library.timeZone'])
    .select([
      sql<number>`(select count(*) from weeding_item w where w.weeding_id = weeding.id)`.as('copies'),
      sql<number>`(select count(*) from weeding_item w where w.weeding_id = weeding.id and w.decision is not null)`.as(
        'decided',
      ),
    ])
    .$narrowType<{ status: WeedingStatus }>();
export type WeedingView = Awaited<ReturnType<ReturnType<typeof weedings>['executeTakeFirstOrThrow']>>;

export const findWeeding = async (db: Db | Tx, id: number): Promise<WeedingView | undefined> =>
  weedings(db).where('weeding.id', '=', id).executeTakeFirst();

/** What was kept with the signature. */
export async function findWeedingMinutes(db: Db | Tx, id: number): Promise<unknown> {
  const row = await db.selectFrom('weeding').select('minutes').where('id', '=', id).executeTakeFirst();
  return row?.minutes ?? null;
}

/** The newest first. */
export async function selectWeedings(
  db: Db | Tx,
  libraryId: number,
  { beforeId = null, limit }: { beforeId?: number | null; limit: number },
): Promise<WeedingView[]> {
  let query = weedings(db).where('weeding.libraryId', '=', libraryId);
  if (beforeId !== null) query = query.where('weeding.id', '<', beforeId);
  return query.orderBy('weeding.id', 'desc').limit(limit).execute();
}

/** In the order of the shelves. */
export async function selectWeedingCopies(
  db: Db | Tx,
  weedingId: number,
  filter: { decision?: WeedingDecision | 'open'; limit: number; afterItemId?: number | null },
): Promise<WeedingCopy[]> {
  const { decision = null, limit, afterItemId = null } = filter;
  const { rows } = await sql<WeedingCopy>`
    with listed as (select w.item_id, i.barcode, i.accession_number, i.call_number, i.bib_id, b.title, b.year, i.price, w.grounds, w.last_loan_at, w.last_copy,
      w.decision, w.reason, w.decided_by, w.withdrawn_at, w.undone_at,
      row_number() over (order by i.call_number_sort collate "C" nulls last, i.barcode) as nth
    from weeding_item w join item i on i.id = w.item_id join bib b on b.id = i.bib_id
    where w.weeding_id = ${weedingId})
    select item_id, barcode, accession_number, call_number, bib_id, title, year, price, grounds, last_loan_at, last_copy, decision,
      reason, decided_by, withdrawn_at, undone_at
    from listed
    where (${decision}::text is null or coalesce(decision, 'open') = ${decision})
      and (${afterItemId}::bigint is null or nth > (select nth from listed where item_id = ${afterItemId}))
    order by nth limit ${limit}`.execute(db);
  return rows;
}

/** @returns how many of the codes are on the list */
export async function decideCopies(
  trx: Tx,
  weedingId: number,
  barcodes: readonly string[],
  decided: {
    decision: WeedingDecision | null;
    reason: string | null;
    decidedAt: Date | null;
    decidedBy: string | null;
  },
): Promise<number> {
  const result = await trx
    .updateTable('weedingItem')
    .set(decided)
    .where('weedingId', '=', weedingId)
    .where('itemId', 'in', (eb) =>
      eb
        .selectFrom('item')
        .select('id')
        .where('barcode', '=', sql<string>`any(${[...barcodes]}::text[])`),
    )
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** What was decided to leave, in the order in which copies are locked. */
export const selectToWeed = async (trx: Tx, weedingId: number) =>
  trx
    .selectFrom('weedingItem')
    .select(['itemId', 'reason'])
    .where('weedingId', '=', weedingId)
    .where('decision', '=', 'weed')
    .orderBy('itemId')
    .execute();

export async function markWithdrawn(trx: Tx, weedingId: number, itemIds: readonly number[], at: Date): Promise<void> {
  await trx
    .updateTable('weedingItem')
    .set({ withdrawnAt: at })
    .where('weedingId', '=', weedingId)
    .where('itemId', '=', sql<number>`any(${[...itemIds]}::bigint[])`)
    .execute();
}

export async function endWeeding(
  trx: Tx,
  id: number,
  end: { status: WeedingStatus; endedAt: Date; endedBy: string; minutesNumber?: string; minutes?: string },
): Promise<void> {
  await trx.updateTable('weeding').set(end).where('id', '=', id).execute();
}

export const findWithdrawn = async (trx: Tx, weedingId: number, barcode: string) =>
  trx
    .selectFrom('weedingItem')
    .innerJoin('item', 'item.id', 'weedingItem.itemId')
    .select(['weedingItem.itemId', 'weedingItem.withdrawnAt', 'weedingItem.undoneAt'])
    .where('weedingItem.weedingId', '=', weedingId)
    .where('item.barcode', '=', barcode)
    .executeTakeFirst();

export async function markWeedingUndone(
  trx: Tx,
  { weedingId, itemId }: { weedingId: number; itemId: number },
  undone: { undoneAt: Date; undoneBy: string },
): Promise<void> {
  await trx
    .updateTable('weedingItem')
    .set(undone)
    .where('weedingId', '=', weedingId)
    .where('itemId', '=', itemId)
    .execute();
}
