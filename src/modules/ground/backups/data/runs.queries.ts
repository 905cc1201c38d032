import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { AppError, ErrorParams } from '#platform/errors';

export type RunKind = 'scheduled' | 'asked';
export type RunState = 'waiting' | 'running' | 'done' | 'failed';

/** A backup that was asked for, and what came of it. */
export interface BackupRun {
  id: number;
  kind: RunKind;
  state: RunState;
  folder: string;
  fileName: string;
  askedAt: Date;
  endedAt: Date | null;
  madeAt: Date | null;
  sizeBytes: number | null;
  rowCount: number | null;
  sha256: string | null;
  removedAt: Date | null;
  errorCode: string | null;
  errorParams: ErrorParams;
}

const COLUMNS = [
  'id',
  'kind',
  'state',
  'folder',
  'fileName',
  'askedAt',
  'endedAt',
  'madeAt',
  'sizeBytes',
  'rowCount',
  'sha256',
  'removedAt',
  'errorCode',
  'errorParams',
] as const;

const runs = (db: Db | Tx) =>
  db
    .selectFrom('backupRun')
    .select(COLUMNS)
    .$narrowType<{ kind: RunKind; state: RunState; errorParams: ErrorParams }>();

/** @returns null: one is being made, or waits, already */
export async function insertRun(
  trx: Tx,
  run: Pick<BackupRun, 'kind' | 'folder' | 'fileName' | 'askedAt'>,
): Promise<number | null> {
  const row = await trx
    .insertInto('backupRun')
    .values(run)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

export const selectRun = async (db: Db | Tx, id: number): Promise<BackupRun | undefined> =>
  runs(db).where('id', '=', id).executeTakeFirst();

export const selectRuns = async (
  db: Db,
  { limit, beforeId }: { limit: number; beforeId?: number },
): Promise<BackupRun[]> =>
  runs(db)
    .$if(beforeId !== undefined, (query) => query.where('id', '<', beforeId ?? 0))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();

/** The last one that was asked for. */
export const selectLastRun = async (db: Db): Promise<BackupRun | undefined> =>
  runs(db).orderBy('id', 'desc').limit(1).executeTakeFirst();

/** The newest that lies somewhere; one that a wrong clock has dated into the future is none. */
export const selectLastDone = async (db: Db, now: Date): Promise<BackupRun | undefined> =>
  runs(db).where('state', '=', 'done').where('madeAt', '<=', now).orderBy('madeAt', 'desc').limit(1).executeTakeFirst();

/** Those of a folder whose files were not deleted. */
export const selectKept = async (db: Db, folder: string): Promise<BackupRun[]> =>
  runs(db)
    .where('state', '=', 'done')
    .where('folder', '=', folder)
    .where('removedAt', 'is', null)
    .orderBy('madeAt', 'desc')
    .execute();

export async function noteStarted(db: Db, id: number): Promise<void> {
  await db
    .updateTable('backupRun')
    .set({ state: 'running' })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .execute();
}

/** @returns false: it has ended already */
export async function noteDone(
  trx: Tx,
  id: number,
  done: { madeAt: Date; endedAt: Date; sizeBytes: number; rowCount: number; sha256: string },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('backupRun')
    .set({ ...done, state: 'done' })
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'running'])
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** @returns false: it has ended already */
export async function noteFailed(trx: Tx, id: number, reason: AppError, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('backupRun')
    .set({ state: 'failed', endedAt: now, errorCode: reason.code, errorParams: JSON.stringify(reason.params) })
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'running'])
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export const selectOpenRuns = async (db: Db | Tx): Promise<BackupRun[]> =>
  runs(db).where('state', 'in', ['waiting', 'running']).execute();

export async function noteRemoved(trx: Tx, id: number, now: Date): Promise<void> {
  await trx.updateTable('backupRun').set({ removedAt: now }).where('id', '=', id).execute();
}

/** What is said of runs of long ago, and of which nothing lies anywhere, goes; the list of files that are there, or elsewhere, stays. */
export async function deleteOldRuns(db: Db, before: Date): Promise<void> {
  await db
    .deleteFrom('backupRun')
    .where('askedAt', '<', before)
    .where(sql<boolean>`(state = 'failed' or removed_at is not null)`)
    .where(
      sql<boolean>`not exists (
        select from backup_copy c where c.run_id = backup_run.id and c.state = 'done' and c.removed_at is null)`,
    )
    .execute();
}
