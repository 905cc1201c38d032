import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { TicketKind } from '../rules/states.ts';
import type { LawUnit, ServiceTarget } from '../rules/targets.ts';

/** The promises of time that were entered. */
export const selectTargets = async (db: Db | Tx): Promise<ServiceTarget[]> =>
  db
    .selectFrom('serviceTarget')
    .select(['firstDays', 'solveDays', 'source', 'lawDays'])
    .select([sql<TicketKind>`kind`.as('kind'), sql<LawUnit>`law_unit`.as('lawUnit')])
    .execute();

export const saveTargetRow = async (trx: Tx, { kind, ...terms }: ServiceTarget, changedAt: Date) =>
  trx
    .insertInto('serviceTarget')
    .values({ kind, ...terms, changedAt })
    .onConflict((conflict) => conflict.column('kind').doUpdateSet({ ...terms, changedAt }))
    .execute();

export interface CannedAnswer {
  id: number;
  title: string;
  text: string;
  /** The same in English; '' = there is none. */
  textEn: string;
  /** For tickets of this kind; null = for all. */
  kind: TicketKind | null;
  version: number;
}
const cannedAnswers = (db: Db | Tx) =>
  db
    .selectFrom('cannedAnswer')
    .select(['id', 'title', 'text', 'textEn', 'version'])
    .select(sql<TicketKind | null>`kind`.as('kind'));

/** By name. */
export const selectCannedAnswers = async (db: Db | Tx): Promise<CannedAnswer[]> =>
  cannedAnswers(db).orderBy('title').execute();
export const findCannedAnswer = async (db: Db | Tx, id: number): Promise<CannedAnswer | undefined> =>
  cannedAnswers(db).where('id', '=', id).executeTakeFirst();

type CannedRow = Omit<CannedAnswer, 'id' | 'version'>;
/** @returns null when one of that name is there */
export const insertCannedAnswer = async (trx: Tx, row: CannedRow, changedAt: Date): Promise<number | null> =>
  (
    await trx
      .insertInto('cannedAnswer')
      .values({ ...row, changedAt })
      .onConflict((conflict) => conflict.column('title').doNothing())
      .returning('id')
      .executeTakeFirst()
  )?.id ?? null;

/** @returns false when its version is another one by now */
export async function updateCannedAnswer(
  trx: Tx,
  { id, version }: { id: number; version: number },
  row: CannedRow,
  changedAt: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('cannedAnswer')
    .set({ ...row, changedAt, version: sql`version + 1` })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Whether another one has that name. */
export const isNameTaken = async (db: Db | Tx, title: string, exceptId: number): Promise<boolean> =>
  (await db
    .selectFrom('cannedAnswer')
    .select('id')
    .where('title', '=', title)
    .where('id', '<>', exceptId)
    .executeTakeFirst()) !== undefined;

export const deleteCannedAnswer = async (trx: Tx, id: number): Promise<boolean> =>
  (await trx.deleteFrom('cannedAnswer').where('id', '=', id).executeTakeFirst()).numDeletedRows > 0n;
