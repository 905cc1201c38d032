import { sql, type Selectable } from 'kysely';
import { z } from 'zod';
import type { Db, Tx } from '#platform/database/db';
import type { ImportRun as RunTable } from '#platform/database/db-types';
import type { ErrorParams } from '#platform/errors';
import {
  CODE_KINDS,
  FILE_ROLES,
  IMPORT_KINDS,
  OVERLAYS,
  QUOTES,
  RECORD_SEPARATORS,
  RUN_STATUSES,
  SEPARATORS,
  type FileRole,
  type ImportKind,
  type ImportOptions,
  type RunStatus,
} from '../client.ts';
import type { NewRow, Tally } from '../savers/saved.ts';

export interface RunFile {
  role: FileRole;
  name: string;
  /** null = read from elsewhere, or gone. */
  key: string | null;
  bytes: number;
}
export interface RunRow extends Omit<Selectable<RunTable>, 'kind' | 'status' | 'files' | 'options' | 'errorParams'> {
  kind: ImportKind;
  status: RunStatus;
  files: RunFile[];
  options: ImportOptions;
  errorParams: ErrorParams;
}

const kinds = z.enum(IMPORT_KINDS);
const statuses = z.enum(RUN_STATUSES);
const files = z.array(
  z.object({ role: z.enum(FILE_ROLES), name: z.string(), key: z.string().nullable(), bytes: z.number() }),
);
const options = z.object({
  overlay: z.enum(OVERLAYS),
  libraryId: z.number().nullable(),
  separator: z.enum(SEPARATORS),
  quote: z.enum(QUOTES),
  recordSeparator: z.enum(RECORD_SEPARATORS),
  codes: z.array(z.object({ kind: z.enum(CODE_KINDS), code: z.string(), means: z.string() })).optional(),
});
export const paramsShape = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

const asRun = (row: Selectable<RunTable>): RunRow => ({
  ...row,
  kind: kinds.parse(row.kind),
  status: statuses.parse(row.status),
  files: files.parse(row.files),
  options: options.parse(row.options),
  errorParams: paramsShape.parse(row.errorParams),
});

export interface NewRun {
  kind: ImportKind;
  files: readonly RunFile[];
  options: ImportOptions;
  dryRun: boolean;
  startedBy: string;
  createdAt: Date;
}

export async function insertRun(trx: Tx, run: NewRun): Promise<RunRow> {
  const row = await trx
    .insertInto('importRun')
    .values({
      ...run,
      files: JSON.stringify(run.files),
      options: JSON.stringify(run.options),
      totalBytes: run.files.reduce((sum, file) => sum + file.bytes, 0),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return asRun(row);
}

export async function findRun(db: Db | Tx, id: number): Promise<RunRow | undefined> {
  const row = await db.selectFrom('importRun').selectAll().where('id', '=', id).executeTakeFirst();
  return row && asRun(row);
}

export async function lockRun(trx: Tx, id: number): Promise<RunRow | undefined> {
  const row = await trx.selectFrom('importRun').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  return row && asRun(row);
}

/** Newest first. */
export async function selectRuns(db: Db, beforeId: number | null, limit: number): Promise<RunRow[]> {
  const rows = await db
    .selectFrom('importRun')
    .selectAll()
    .$if(beforeId !== null, (query) => query.where('id', '<', beforeId))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(asRun);
}

export async function selectUnfinishedRuns(db: Db): Promise<RunRow[]> {
  const rows = await db
    .selectFrom('importRun')
    .selectAll()
    .where('status', 'in', ['queued', 'running'])
    .orderBy('id')
    .execute();
  return rows.map(asRun);
}

export async function markRunning(db: Db, id: number, now: Date): Promise<void> {
  await db
    .updateTable('importRun')
    .set({ status: 'running', startedAt: sql`coalesce(started_at, ${now}::timestamptz)` })
    .where('id', '=', id)
    .execute();
}

/** Marks a run that has not ended yet. @returns false when it had ended already */
export async function requestCancel(trx: Tx, id: number): Promise<boolean> {
  const result = await trx
    .updateTable('importRun')
    .set({ cancelRequested: true })
    .where('id', '=', id)
    .where('status', 'in', ['queued', 'running'])
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Adds to the counts of a run. @returns whether somebody has asked to stop it */
export async function addProgress(
  trx: Tx | Db,
  id: number,
  progress: { tally: Tally; entries: number; doneBytes: number; firstNewBibId: number | null },
): Promise<boolean> {
  const { tally } = progress;
  const row = await trx
    .updateTable('importRun')
    .set((eb) => ({
      readCount: eb('readCount', '+', tally.read),
      createdCount: eb('createdCount', '+', tally.created),
      updatedCount: eb('updatedCount', '+', tally.updated),
      skippedCount: eb('skippedCount', '+', tally.skipped),
      failedCount: eb('failedCount', '+', tally.failed),
      itemCount: eb('itemCount', '+', tally.items),
      memberCount: eb('memberCount', '+', tally.members),
      warningCount: eb('warningCount', '+', tally.warnings),
      doneEntries: eb('doneEntries', '+', progress.entries),
      doneBytes: sql<number>`least(total_bytes, greatest(done_bytes, ${progress.doneBytes}))`,
      firstNewBibId: eb.fn.coalesce('firstNewBibId', eb.val(progress.firstNewBibId)),
    }))
    .where('id', '=', id)
    .returning('cancelRequested')
    .executeTakeFirstOrThrow();
  return row.cancelRequested;
}

export async function endRun(
  trx: Tx,
  id: number,
  end: { status: 'done' | 'cancelled' | 'failed'; errorCode: string | null; errorParams: ErrorParams; now: Date },
): Promise<void> {
  await trx
    .updateTable('importRun')
    .set({
      status: end.status,
      errorCode: end.errorCode,
      errorParams: JSON.stringify(end.errorParams),
      finishedAt: end.now,
      ...(end.status === 'done' ? { doneBytes: sql<number>`total_bytes` } : {}),
    })
    .where('id', '=', id)
    .execute();
}

/** Forgets where the files of a run are. */
export async function clearFileKeys(trx: Tx | Db, run: Pick<RunRow, 'id' | 'files'>): Promise<void> {
  await trx
    .updateTable('importRun')
    .set({ files: JSON.stringify(run.files.map((file) => ({ ...file, key: null }))) })
    .where('id', '=', run.id)
    .execute();
}

/** Ended runs whose files are still kept, from before this moment. */
export async function selectRunsWithFiles(db: Db, before: Date): Promise<RunRow[]> {
  const rows = await db
    .selectFrom('importRun')
    .selectAll()
    .where('finishedAt', '<', before)
    .where(sql<boolean>`jsonb_path_exists(files, '$[*].key ? (@ != null)')`)
    .execute();
  return rows.map(asRun);
}

/** Adds lines to a report, in one statement for any number of them. */
export async function insertRows(trx: Tx | Db, runId: number, rows: readonly NewRow[]): Promise<void> {
  if (rows.length === 0) return;
  const json = JSON.stringify(rows).replaceAll('\\u0000', '\ufffd').toWellFormed();
  await sql`
    insert into import_row (run_id, role, row_number, outcome, code, params, label, bib_id)
    select ${runId}::bigint, role, "rowNumber", outcome, code, params, label, "bibId"
    from jsonb_to_recordset(${json}::jsonb)
      as r (role text, "rowNumber" integer, outcome text, code text, params jsonb, label text, "bibId" bigint)`.execute(
    trx,
  );
}

/** One process works on a run at a time: the lock ends with the connection, so a process that died holds nothing. */
export async function tryLockRun(connection: Db, id: number): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_lock(hashtext('import_run'), ${id}::integer) as locked`.execute(connection);
  return rows[0]?.locked ?? false;
}
export async function unlockRun(connection: Db, id: number): Promise<void> {
  await sql`select pg_advisory_unlock(hashtext('import_run'), ${id}::integer)`.execute(connection);
}

/**
 * Tells the planner how the tables have grown: until then it takes them for empty and searches all of a growing catalogue for
 * every batch. (The server does it by itself, but only once a minute.)
 */
export async function refreshStatistics(db: Db): Promise<void> {
  await sql`analyze bib, bib_authority, item, authority, member`.execute(db);
}
