import { createReadStream } from 'node:fs';
import { systemCtx, type Ctx } from '#platform/context';
import { AppError } from '#platform/errors';
import type { Services } from '#platform/services';
import { recordAudit } from '#modules/ground/audit';
import { relinkHeadings } from '#modules/collection/catalog';
import {
  clearFileKeys,
  endRun,
  findRun,
  lockRun,
  markRunning,
  tryLockRun,
  unlockRun,
  type RunRow,
} from './data/import-runs.queries.ts';
import { waitingRoom } from './data/waiting-items.queries.ts';
import { importErrors } from './errors.ts';
import type { ImportSource } from './importers/importer.ts';
import { importers } from './importers/index.ts';
import { lookAround } from './look-around.ts';
import { workThrough } from './work-through.ts';

export interface RunImportOptions {
  /** Aborts when the process stops: the run goes on when it is started again. */
  signal: AbortSignal;
  /** Paths on disk, in the order of the run's files; left out: the files are in storage. */
  paths?: readonly string[];
  /** How far the run is, after each batch. */
  onProgress?: (state: { read: number; doneBytes: number }) => void;
}

type Runner = Pick<Services, 'db' | 'clock' | 'storage'>;

/**
 * Works a run off: in a job, or in the process of the command line. One process at a time works on a run (another one returns at
 * once); a run that was interrupted goes on behind the last batch that was kept. Whatever goes wrong with the files ends the run
 * as `failed` and is told by it, also where nobody expected it; only a stop of the process or a failure of the database is thrown.
 */
export async function runImport(services: Runner, runId: number, options: RunImportOptions): Promise<void> {
  await services.db.connection().execute(async (connection) => {
    if (!(await tryLockRun(connection, runId))) return;
    try {
      const run = await findRun(services.db, runId);
      if (!run || (run.status !== 'queued' && run.status !== 'running')) return;
      await workOff(services, run, options);
    } finally {
      await unlockRun(connection, runId);
    }
  });
}

async function workOff(services: Runner, run: RunRow, { signal, paths, onProgress }: RunImportOptions): Promise<void> {
  const ctx: Ctx = { ...systemCtx(services.db, services.clock, run.startedBy), requestId: `import-${run.id}` };
  await markRunning(ctx.db, run.id, ctx.clock.now());
  if (run.cancelRequested) return finish(services, ctx, run, 'cancelled', null);
  let doneBytes = 0;
  let read = run.readCount;
  try {
    const room = waitingRoom(ctx.db, run.id);
    const entries = importers[run.kind]({
      files: sourcesOf(services, run, paths),
      options: run.options,
      around: await lookAround(ctx, run),
      waitingRoom: room,
      onBytes: (count) => (doneBytes += count),
    });
    const ended = await workThrough({
      ctx,
      runId: run.id,
      options: run.options,
      dryRun: run.dryRun,
      entries,
      skip: run.doneEntries,
      firstNewId: run.firstNewBibId,
      doneBytes: () => doneBytes,
      signal,
      onProgress: (tally) => onProgress?.({ read: (read += tally.read), doneBytes }),
    });
    if (ended === 'end' && run.kind === 'marc_authorities' && !run.dryRun) await relinkHeadings(ctx, { signal });
    await finish(services, ctx, run, ended === 'end' ? 'done' : 'cancelled', null);
  } catch (error) {
    if (signal.aborted) throw error;
    if (!(error instanceof AppError)) process.stderr.write(`imports: run ${run.id}: ${traceOf(error)}\n`);
    // should it be the database that failed, this fails too, and the run goes on when it is taken up again
    await finish(services, ctx, run, 'failed', error instanceof AppError ? error : importErrors.broken());
  }
}

const traceOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

/** Ends a run that nobody works on any more, with the reason: one that ended its process too often. */
export async function failRun(services: Runner, runId: number, reason: AppError): Promise<void> {
  await services.db.connection().execute(async (connection) => {
    if (!(await tryLockRun(connection, runId))) return;
    try {
      const run = await findRun(services.db, runId);
      if (!run || (run.status !== 'queued' && run.status !== 'running')) return;
      const ctx = { ...systemCtx(services.db, services.clock, run.startedBy), requestId: `import-${run.id}` };
      await finish(services, ctx, run, 'failed', reason);
    } finally {
      await unlockRun(connection, runId);
    }
  });
}

function sourcesOf({ storage }: Runner, run: RunRow, paths?: readonly string[]): ImportSource[] {
  return run.files.map((file, i) => {
    const path = paths?.[i] ?? (file.key === null ? null : storage.path(file.key));
    if (path === null) throw importErrors.filesGone();
    return { role: file.role, name: file.name, bytes: file.bytes, path, open: () => createReadStream(path) };
  });
}

/** Ends a run, once. The files of a trial run stay for a while, so that it can be repeated in earnest. */
async function finish(
  services: Runner,
  ctx: Ctx,
  run: RunRow,
  status: 'done' | 'cancelled' | 'failed',
  error: AppError | null,
): Promise<void> {
  const keepsFiles = run.dryRun && status === 'done';
  await waitingRoom(ctx.db, run.id).empty();
  await ctx.db.transaction().execute(async (trx) => {
    const end = { status, errorCode: error?.code ?? null, errorParams: error?.params ?? {}, now: ctx.clock.now() };
    await endRun(trx, run.id, end);
    if (!keepsFiles) await clearFileKeys(trx, run);
    const now = await lockRun(trx, run.id);
    await recordAudit(trx, ctx, {
      action: run.dryRun ? `import.trial_${status}` : `import.${status}`,
      entity: 'import',
      entityId: run.id,
      after: {
        kind: run.kind,
        read: now?.readCount,
        created: now?.createdCount,
        updated: now?.updatedCount,
        items: now?.itemCount,
        failed: now?.failedCount,
      },
    });
  });
  if (keepsFiles) return;
  for (const { key } of run.files) if (key !== null) await services.storage.remove(key);
}
