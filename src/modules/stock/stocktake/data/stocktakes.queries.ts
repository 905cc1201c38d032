import { sql, type Selectable } from 'kysely';
import type { Tx } from '#platform/database/db';
import type { Stocktake as StocktakeTable } from '#platform/database/db-types';
import type { ResultKind, StocktakeStatus } from '../client.ts';

export type StocktakeRow = Omit<Selectable<StocktakeTable>, 'status'> & { status: StocktakeStatus };

export interface NewStocktake {
  libraryId: number;
  name: string;
  spaceIds: number[];
  classFrom: string | null;
  classTo: string | null;
  keyFrom: string | null;
  keyTo: string | null;
  itemType: string | null;
  startedAt: Date;
  startedBy: string;
}
export const insertStocktake = async (trx: Tx, row: NewStocktake): Promise<number> =>
  (await trx.insertInto('stocktake').values(row).returning('id').executeTakeFirstOrThrow()).id;

/** Scans share the row; whoever ends the stocktake waits for them and lets no other in. */
export const lockStocktake = async (trx: Tx, id: number, how: 'scan' | 'end'): Promise<StocktakeRow | undefined> => {
  const query = trx.selectFrom('stocktake').selectAll().$narrowType<{ status: StocktakeStatus }>().where('id', '=', id);
  return (how === 'scan' ? query.forShare() : query.forUpdate()).executeTakeFirst();
};

/** A shelf with the call numbers that belong on it, for copies whose shelf is not entered. */
export interface ShelfRange {
  id: number;
  from: string | null;
  to: string | null;
}

/**
 * Lists the copies in the scope of a stocktake, as they are now; those that are listed already stay as they are.
 * @param itemId only this copy, if it is in the scope
 * @returns how many were added
 */
export async function listCopies(
  trx: Tx,
  stocktakeId: number,
  ranges: readonly ShelfRange[],
  itemId: number | null = null,
): Promise<number> {
  const result = await sql`
    insert into stocktake_item (stocktake_id, item_id, expected_space_id, call_number_sort, status, on_loan)
    select st.id, i.id, place.id, i.call_number_sort, i.status, i.on_loan
    from stocktake st
    join item i on i.library_id = st.library_id
    cross join lateral (select ${placeOf(ranges)} as id) place
    where st.id = ${stocktakeId} and i.status <> 'withdrawn'
      and (${itemId}::bigint is null or i.id = ${itemId})
      and (st.item_type is null or i.item_type = st.item_type)
      and (cardinality(st.space_ids) = 0 or place.id = any(st.space_ids))
      and (st.key_from is null or i.call_number_sort collate "C" >= st.key_from)
      and (st.key_to is null or i.call_number_sort collate "C" < st.key_to)
    on conflict do nothing`.execute(trx);
  return Number(result.numAffectedRows ?? 0);
}

/** The place of a copy `i`: the one entered, else the shelf of its call number; null = nobody knows. */
export const placeOf = (ranges: readonly ShelfRange[]) => sql<number | null>`coalesce(i.space_id, (
  select r.id from json_to_recordset(${JSON.stringify(ranges)}::json) as r(id bigint, "from" text, "to" text)
  where (r."from" is null or i.call_number_sort collate "C" >= r."from")
    and (r."to" is null or i.call_number_sort collate "C" < r."to")
  order by r."from" desc nulls last limit 1))`;

export async function endStocktake(
  trx: Tx,
  id: number,
  end: { status: StocktakeStatus; endedAt: Date; endedBy: string; minutesNumber?: string; minutes?: string },
): Promise<void> {
  await trx.updateTable('stocktake').set(end).where('id', '=', id).execute();
}

export interface NewResult {
  stocktakeId: number;
  itemId: number;
  kind: ResultKind;
  statusBefore: string;
  spaceBefore: number | null;
  spaceAfter: number | null;
}
export async function insertResults(trx: Tx, rows: readonly NewResult[]): Promise<void> {
  for (let from = 0; from < rows.length; from += 1000) {
    await trx
      .insertInto('stocktakeResult')
      .values(rows.slice(from, from + 1000))
      .execute();
  }
}

export const lockResult = async (trx: Tx, stocktakeId: number, barcode: string) =>
  trx
    .selectFrom('stocktakeResult')
    .innerJoin('item', 'item.id', 'stocktakeResult.itemId')
    .selectAll('stocktakeResult')
    .$narrowType<{ kind: ResultKind }>()
    .where('stocktakeResult.stocktakeId', '=', stocktakeId)
    .where('item.barcode', '=', barcode)
    .forUpdate('stocktakeResult')
    .executeTakeFirst();

/** Was a reader who had lost this copy settled with since? */
export async function lossSettledSince(trx: Tx, itemId: number, since: Date | null): Promise<boolean> {
  const row = await trx
    .selectFrom('loan')
    .select('id')
    .where('itemId', '=', itemId)
    .where('statusBeforeReturn', '=', 'lost')
    .where('returnRecordedAt', '>=', since)
    .executeTakeFirst();
  return row !== undefined;
}

export async function markResultUndone(
  trx: Tx,
  { stocktakeId, itemId }: { stocktakeId: number; itemId: number },
  undone: { undoneAt: Date; undoneBy: string },
): Promise<void> {
  await trx
    .updateTable('stocktakeResult')
    .set(undone)
    .where('stocktakeId', '=', stocktakeId)
    .where('itemId', '=', itemId)
    .execute();
}

/** @param by null = it is not finished after all */
export async function markShelf(
  trx: Tx,
  shelf: { stocktakeId: number; spaceId: number },
  done: { doneAt: Date; doneBy: string } | null,
): Promise<void> {
  if (!done) {
    await trx
      .deleteFrom('stocktakeShelf')
      .where('stocktakeId', '=', shelf.stocktakeId)
      .where('spaceId', '=', shelf.spaceId)
      .execute();
    return;
  }
  await trx
    .insertInto('stocktakeShelf')
    .values({ ...shelf, ...done })
    .onConflict((conflict) => conflict.columns(['stocktakeId', 'spaceId']).doNothing())
    .execute();
}
