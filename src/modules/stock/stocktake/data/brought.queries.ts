import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { BroughtFigures, BroughtState } from '../client.ts';

export interface PastStocktake {
  libraryId: number;
  name: string;
  startedAt: Date;
  startedBy: string;
  endedAt: Date;
  endedBy: string;
  brought: BroughtFigures;
}
export const insertPastStocktake = async (trx: Tx, { brought, ...row }: PastStocktake): Promise<number> => {
  const values = { ...row, status: 'approved', spaceIds: [], brought: JSON.stringify(brought) };
  return (await trx.insertInto('stocktake').values(values).returning('id').executeTakeFirstOrThrow()).id;
};

/** Lists copies with what was found of them; one that is listed already stays as it is. @returns ids of those that are new */
export async function insertPastCopies(
  trx: Tx,
  stocktakeId: number,
  copies: readonly { itemId: number; state: BroughtState }[],
): Promise<number[]> {
  const { rows } = await sql<{ itemId: number }>`
    insert into stocktake_item (stocktake_id, item_id, call_number_sort, status, on_loan, brought_state)
    select ${stocktakeId}, i.id, i.call_number_sort, i.status, c.state = 'lent', c.state
    from unnest(${copies.map(({ itemId }) => itemId)}::bigint[], ${copies.map(({ state }) => state)}::text[]) c (item_id, state)
    join item i on i.id = c.item_id
    on conflict do nothing returning item_id`.execute(trx);
  return rows.map(({ itemId }) => itemId);
}

/** Which of these copies a stocktake lists. */
export async function selectListed(db: Db | Tx, stocktakeId: number, itemIds: readonly number[]): Promise<Set<number>> {
  const rows = await db
    .selectFrom('stocktakeItem')
    .select('itemId')
    .where('stocktakeId', '=', stocktakeId)
    .where('itemId', '=', sql<number>`any(${[...itemIds]}::bigint[])`)
    .execute();
  return new Set(rows.map(({ itemId }) => itemId));
}

/** With their lists of copies. */
export async function deleteStocktakes(trx: Tx, ids: readonly number[]): Promise<void> {
  await sql`delete from stocktake where id = any(${[...ids]}::bigint[]) and brought is not null`.execute(trx);
}
