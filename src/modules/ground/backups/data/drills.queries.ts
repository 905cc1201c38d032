import type { Db, Tx } from '#platform/database/db';
import type { AppError, ErrorParams } from '#platform/errors';
import type { RunState } from './runs.queries.ts';

/** A restore beside the real database, and what came of it. */
export interface BackupDrill {
  id: number;
  runId: number;
  fileName: string;
  state: RunState;
  askedAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  tableCount: number | null;
  rowCount: number | null;
  errorCode: string | null;
  errorParams: ErrorParams;
}

/** With what only the worker sees. */
export interface DrillInHand extends BackupDrill {
  scratch: string | null;
  opener: string | null;
}

const drills = (db: Db | Tx) =>
  db
    .selectFrom('backupDrill as d')
    .innerJoin('backupRun as r', 'r.id', 'd.runId')
    .select([
      'd.id',
      'd.runId',
      'r.fileName',
      'd.state',
      'd.askedAt',
      'd.startedAt',
      'd.endedAt',
      'd.tableCount',
      'd.rowCount',
      'd.errorCode',
      'd.errorParams',
    ])
    .$narrowType<{ state: RunState; errorParams: ErrorParams }>();

const inHand = (db: Db | Tx) => drills(db).select(['d.scratch', 'd.opener']);

/** @returns null: one is under way already */
export async function insertDrill(
  trx: Tx,
  drill: { runId: number; askedAt: Date; opener: string },
): Promise<number | null> {
  const row = await trx
    .insertInto('backupDrill')
    .values(drill)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

export const selectDrill = async (db: Db | Tx, id: number): Promise<DrillInHand | undefined> =>
  inHand(db).where('d.id', '=', id).executeTakeFirst();

export const selectDrills = async (
  db: Db,
  { limit, beforeId }: { limit: number; beforeId?: number },
): Promise<BackupDrill[]> =>
  drills(db)
    .$if(beforeId !== undefined, (query) => query.where('d.id', '<', beforeId ?? 0))
    .orderBy('d.id', 'desc')
    .limit(limit)
    .execute();

export const selectOpenDrills = async (db: Db | Tx): Promise<DrillInHand[]> =>
  inHand(db).where('d.state', 'in', ['waiting', 'running']).execute();

/** Those that have ended, and whose database beside was not dropped. */
export const selectLeftScratch = async (db: Db): Promise<DrillInHand[]> =>
  inHand(db).where('d.endedAt', 'is not', null).where('d.scratch', 'is not', null).execute();

/** Before the database beside is made, so that it is known whatever happens. */
export async function noteScratch(db: Db, id: number, scratch: string, startedAt: Date): Promise<void> {
  await db.updateTable('backupDrill').set({ state: 'running', scratch, startedAt }).where('id', '=', id).execute();
}

export async function noteDropped(db: Db | Tx, id: number): Promise<void> {
  await db.updateTable('backupDrill').set({ scratch: null }).where('id', '=', id).execute();
}

export async function noteDrilled(
  trx: Tx,
  id: number,
  done: { endedAt: Date; tableCount: number; rowCount: number },
): Promise<void> {
  await trx
    .updateTable('backupDrill')
    .set({ ...done, state: 'done', opener: null })
    .where('id', '=', id)
    .execute();
}

/** @returns false: it has ended already */
export async function noteDrillFailed(trx: Tx, id: number, reason: AppError, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('backupDrill')
    .set({
      state: 'failed',
      endedAt: now,
      opener: null,
      errorCode: reason.code,
      errorParams: JSON.stringify(reason.params),
    })
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'running'])
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
