import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

/** Two records that are not one title; the one with the smaller id first. */
export interface DistinctPair {
  lowId: number;
  highId: number;
}

/** @returns false when it was said already */
export async function insertDistinct(trx: Tx, row: DistinctPair & { saidAt: Date; saidBy: string }): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('bibDistinct')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** @returns false when it was not said */
export async function deleteDistinct(trx: Tx, { lowId, highId }: DistinctPair): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('bibDistinct')
    .where('lowId', '=', lowId)
    .where('highId', '=', highId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** What was said of pairs of these records. */
export async function selectDistinct(db: Db | Tx, ids: readonly number[]): Promise<DistinctPair[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('bibDistinct')
    .select(['lowId', 'highId'])
    .where('lowId', '=', sql<number>`any(${[...ids]}::bigint[])`)
    .where('highId', '=', sql<number>`any(${[...ids]}::bigint[])`)
    .execute();
}

/** A pair of records that are both there, with their titles. */
export interface SaidDistinct extends DistinctPair {
  lowTitle: string;
  highTitle: string;
  saidAt: Date;
  saidBy: string;
}

/** What was said last, of records that are still there. */
export async function selectSaidDistinct(db: Db, limit: number): Promise<SaidDistinct[]> {
  return db
    .selectFrom('bibDistinct as pair')
    .innerJoin('bib as low', (join) => join.onRef('low.id', '=', 'pair.lowId').on('low.deletedAt', 'is', null))
    .innerJoin('bib as high', (join) => join.onRef('high.id', '=', 'pair.highId').on('high.deletedAt', 'is', null))
    .select([
      'pair.lowId',
      'pair.highId',
      'pair.saidAt',
      'pair.saidBy',
      'low.title as lowTitle',
      'high.title as highTitle',
    ])
    .orderBy('pair.saidAt', 'desc')
    .orderBy('pair.lowId')
    .limit(limit)
    .execute();
}
