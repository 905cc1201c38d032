import type { Db, Tx } from '#platform/database/db';
import type { AppError, ErrorParams } from '#platform/errors';
import type { RunState } from './runs.queries.ts';

/** A backup on its way to a store elsewhere, and what came of it. */
export interface BackupCopy {
  id: number;
  storeId: number;
  runId: number;
  fileName: string;
  sizeBytes: number | null;
  madeAt: Date | null;
  state: RunState;
  askedAt: Date;
  endedAt: Date | null;
  removedAt: Date | null;
  errorCode: string | null;
  errorParams: ErrorParams;
}

const copies = (db: Db | Tx) =>
  db
    .selectFrom('backupCopy as c')
    .innerJoin('backupRun as r', 'r.id', 'c.runId')
    .select(['c.id', 'c.storeId', 'c.runId', 'r.fileName', 'r.sizeBytes', 'r.madeAt', 'c.state', 'c.askedAt'])
    .select(['c.endedAt', 'c.removedAt', 'c.errorCode', 'c.errorParams'])
    .$narrowType<{ state: RunState; errorParams: ErrorParams }>();

/**
 * Begins the copy of a run, or begins one again that failed.
 * @returns null: it lies there, is on its way, or the store is at another
 */
export async function insertCopy(
  trx: Tx,
  copy: { storeId: number; runId: number; askedAt: Date },
): Promise<number | null> {
  const open = await trx
    .selectFrom('backupCopy')
    .select('id')
    .where('storeId', '=', copy.storeId)
    .where('state', 'in', ['waiting', 'running'])
    .executeTakeFirst();
  if (open) return null;
  const row = await trx
    .insertInto('backupCopy')
    .values(copy)
    .onConflict((conflict) =>
      conflict
        .columns(['storeId', 'runId'])
        .doUpdateSet({ state: 'waiting', askedAt: copy.askedAt, endedAt: null, errorCode: null, errorParams: '{}' })
        .where('backupCopy.state', '=', 'failed'),
    )
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

export const selectCopy = async (db: Db | Tx, id: number): Promise<BackupCopy | undefined> =>
  copies(db).where('c.id', '=', id).executeTakeFirst();

/** The one of a run in a store. */
export const selectCopyOf = async (db: Db | Tx, storeId: number, runId: number): Promise<BackupCopy | undefined> =>
  copies(db).where('c.storeId', '=', storeId).where('c.runId', '=', runId).executeTakeFirst();

export const selectOpenCopies = async (db: Db | Tx): Promise<BackupCopy[]> =>
  copies(db).where('c.state', 'in', ['waiting', 'running']).orderBy('c.id').execute();

/** The newest of each store that arrived; one that a wrong clock has dated into the future is none. */
export const selectArrived = async (db: Db, now: Date): Promise<BackupCopy[]> =>
  copies(db)
    .distinctOn('c.storeId')
    .where('c.state', '=', 'done')
    .where('r.madeAt', '<=', now)
    .orderBy('c.storeId')
    .orderBy('r.madeAt', 'desc')
    .execute();

/** The one of each store that was tried last. */
export const selectTried = async (db: Db): Promise<BackupCopy[]> =>
  copies(db)
    .distinctOn('c.storeId')
    .orderBy('c.storeId')
    .orderBy('c.askedAt', 'desc')
    .orderBy('c.id', 'desc')
    .execute();

/** Those that lie in a store. */
export const selectLying = async (db: Db, storeId: number): Promise<BackupCopy[]> =>
  copies(db)
    .where('c.storeId', '=', storeId)
    .where('c.state', '=', 'done')
    .where('c.removedAt', 'is', null)
    .orderBy('r.madeAt', 'desc')
    .execute();

export async function noteSending(db: Db, id: number): Promise<void> {
  await db
    .updateTable('backupCopy')
    .set({ state: 'running' })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .execute();
}

/** @returns false: it has ended already */
export async function noteArrived(trx: Tx, id: number, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('backupCopy')
    .set({ state: 'done', endedAt: now, removedAt: null, errorCode: null, errorParams: '{}' })
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'running'])
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** @returns false: it has ended already */
export async function noteCopyFailed(trx: Tx, id: number, reason: AppError, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('backupCopy')
    .set({ state: 'failed', endedAt: now, errorCode: reason.code, errorParams: JSON.stringify(reason.params) })
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'running'])
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function noteCopyRemoved(trx: Tx, id: number, now: Date): Promise<void> {
  await trx.updateTable('backupCopy').set({ removedAt: now }).where('id', '=', id).execute();
}

/** Its store is another place from now on. */
export async function forgetCopies(trx: Tx, storeId: number): Promise<void> {
  await trx.deleteFrom('backupCopy').where('storeId', '=', storeId).execute();
}
