import { sql, type Insertable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Budget as BudgetTable } from '#platform/database/db-types';
import type { Budget, BudgetSource } from '../client.ts';
import { remainingOf } from '../rules/order-state.ts';

const budgets = (db: Db | Tx) =>
  db
    .selectFrom('budget')
    .innerJoin('library', 'library.id', 'budget.libraryId')
    .select(['budget.id', 'budget.libraryId', 'budget.year', 'budget.name'])
    .select(['library.code as libraryCode', 'library.name as libraryName', 'library.timeZone'])
    .select(['budget.amount', 'budget.committed', 'budget.spent', 'budget.version'])
    .select(sql<BudgetSource>`budget.source`.as('source'));

/** The latest year first. @param filter.libraries null = all */
export async function selectBudgets(
  db: Db | Tx,
  filter: { libraries: readonly number[] | null; year: number | null },
): Promise<Budget[]> {
  let query = budgets(db)
    .orderBy('budget.year', 'desc')
    .orderBy('library.name')
    .orderBy('budget.source')
    .orderBy('budget.name');
  if (filter.libraries) query = query.where('libraryId', '=', sql<number>`any(${[...filter.libraries]}::bigint[])`);
  if (filter.year !== null) query = query.where('budget.year', '=', filter.year);
  const rows = await query.execute();
  return rows.map(({ libraryId, libraryCode, libraryName, timeZone, ...row }) => ({
    ...row,
    library: { id: libraryId, code: libraryCode, name: libraryName, timeZone },
    remaining: remainingOf(row),
  }));
}

export const insertBudget = async (trx: Tx, row: Insertable<BudgetTable>): Promise<number> =>
  (await trx.insertInto('budget').values(row).returning('id').executeTakeFirstOrThrow()).id;

/** Locks budgets in the order of their ids, so that two orders cannot wait for each other. */
export const lockBudgets = async (trx: Tx, ids: readonly number[]) =>
  trx
    .selectFrom('budget')
    .select(['id', 'libraryId', 'name', 'year', 'amount', 'committed', 'spent', 'overrun', 'version'])
    .where('id', '=', sql<number>`any(${[...ids]}::bigint[])`)
    .orderBy('id')
    .forUpdate()
    .execute();

export async function updateBudget(
  trx: Tx,
  id: number,
  changes: { amount?: number; committed?: number; spent?: number; overrun?: number },
): Promise<void> {
  await trx
    .updateTable('budget')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();
}
