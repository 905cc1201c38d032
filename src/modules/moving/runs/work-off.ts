import { recordAudit } from '#modules/ground/audit';
import { getLibrary } from '#modules/ground/libraries';
import { systemCtx, type Ctx } from '#platform/context';
import { AppError } from '#platform/errors';
import type { Services } from '#platform/services';
import {
  beginRun,
  clearStorageKey,
  endRun,
  findRun,
  tryLockRun,
  unlockRun,
  type RunEnd,
  type RunRow,
} from './data/runs.queries.ts';
import { countChanges, deleteSaidAnew } from './data/said.queries.ts';
import { isEnded } from './client.ts';
import { slimsErrors, type Watching } from '#modules/moving/engine';
import { migrateInlislite } from '#modules/moving/inlislite';
import { migrateSlims } from '#modules/moving/slims';
import type { MigrationReport } from '#shared/moving/report';
import { pathOfDump, pathOfFiles } from './dump-folder.ts';
import { RunNotes } from './run-notes.ts';
import { removeLeftFiles, workOffUndo } from './undo/work-off-undo.ts';

const LOOK_EVERY_MS = 1000;

export interface WorkOffOptions {
  /** Aborts when the process stops: the run goes on when it is started again. */
  signal: AbortSignal;
  /** How many rows of a table are dealt with. */
  onProgress?: (table: string, rows: number, of: number) => void | Promise<void>;
  /** Milliseconds between two looks whether somebody wants it to stop. */
  lookEvery?: number;
}

type Runner = Pick<Services, 'db' | 'clock' | 'storage' | 'secrets'> & { config: Pick<Services['config'], 'dataDir'> };

/** Works on a run that has not ended, unless another process does. */
async function withRun(
  { db, clock }: Runner,
  runId: number,
  work: (ctx: Ctx, run: RunRow) => Promise<void>,
): Promise<void> {
  await db.connection().execute(async (connection) => {
    if (!(await tryLockRun(connection, runId))) return;
    try {
      const run = await findRun(db, runId);
      if (!run || isEnded(run.state)) return;
      await work({ ...systemCtx(db, clock, run.startedBy), requestId: `slims-${run.id}` }, run);
    } finally {
      await unlockRun(connection, runId);
    }
  });
}

/**
 * Works a migration off. One that was interrupted begins anew: what came is known, and what was said of it stays. Whatever is wrong with the
 * dump ends the run as `failed` and is told by it; only a stop of the process or a failure of the database is thrown.
 */
export async function workOffRun(services: Runner, runId: number, options: WorkOffOptions): Promise<void> {
  await withRun(services, runId, async (ctx, run) => {
    await beginRun(ctx.db, run.id, ctx.clock.now());
    await deleteSaidAnew(ctx.db, run.id);
    if (run.cancelRequested) return finish(services, ctx, run, { state: 'cancelled', report: null, error: null });
    const notes = new RunNotes(ctx.db, run.id, options.lookEvery ?? LOOK_EVERY_MS);
    let stoppedAt: MigrationReport | null = null;
    try {
      const onProgress = async (...progress: [table: string, rows: number, of: number]): Promise<void> => {
        await options.onProgress?.(...progress);
        await notes.onProgress(...progress);
      };
      const watching: Watching = {
        ...{ onSaid: notes.onSaid, onCame: notes.onCame, onRead: notes.onRead },
        signal: AbortSignal.any([options.signal, notes.cancelled]),
        onBegun: async () => Promise.resolve(run.id),
        onProgress,
        onStopped: (so) => {
          stoppedAt = so;
        },
      };
      const report =
        run.undoes === null
          ? await moveIn(services, ctx, run, watching)
          : await workOffUndo(ctx, run, notes, { signal: watching.signal, onProgress });
      await notes.write();
      if (report) await finish(services, ctx, run, { state: 'done', report, error: null });
      else await removeLeftFiles(services);
    } catch (error) {
      if (options.signal.aborted) throw error;
      if (!notes.cancelled.aborted && !(error instanceof AppError)) {
        process.stderr.write(`${run.system}: run ${run.id}: ${traceOf(error)}\n`);
      }
      // should it be the database that failed, this fails too, and the run goes on when it is taken up again
      await notes.write();
      const end = notes.cancelled.aborted
        ? { state: 'cancelled' as const, error: null }
        : { state: 'failed' as const, error: error instanceof AppError ? error : slimsErrors.broken() };
      await finish(services, ctx, run, { ...end, report: stoppedAt });
    }
  });
}

async function moveIn(services: Runner, ctx: Ctx, run: RunRow, watching: Watching): Promise<MigrationReport> {
  const { code } = await getLibrary(ctx, run.libraryId);
  const [path, files] = [await pathOf(services, run), await filesOf(services, run)];
  const input = { path, files, library: code, dryRun: run.dryRun };
  return run.system === 'slims'
    ? migrateSlims(ctx, services.storage, input, watching)
    : migrateInlislite(
        ctx,
        { secrets: services.secrets, storage: services.storage, fines: run.fines },
        input,
        watching,
      );
}

const traceOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

/** Ends a run that nobody works on any more, with the reason: one that ended its process too often. */
export async function failRun(services: Runner, runId: number, reason: AppError): Promise<void> {
  await withRun(services, runId, async (ctx, run) =>
    finish(services, ctx, run, { state: 'failed', report: null, error: reason }),
  );
}

async function pathOf({ storage, config }: Runner, run: RunRow): Promise<string> {
  const { storageKey, writtenAt } = run;
  if (storageKey !== null) return storage.path(storageKey);
  if (writtenAt === null) throw slimsErrors.fileGone();
  return pathOfDump(config, { ...run, writtenAt });
}

async function filesOf({ config }: Runner, run: RunRow): Promise<string | undefined> {
  const { filesName } = run;
  return filesName === null ? undefined : pathOfFiles(config, { ...run, filesName });
}

/** Ends a run, once. Its dump stays for a while where somebody may go on with it: after a good trial, and after a migration that came to no end. */
async function finish({ storage }: Runner, ctx: Ctx, run: RunRow, end: Omit<RunEnd, 'now'>): Promise<void> {
  const { id, libraryId, dryRun, storageKey } = run;
  const keepsFile = dryRun ? end.state === 'done' : end.state !== 'done';
  const told = { entity: 'slims_run', entityId: id, libraryId };
  await ctx.db.transaction().execute(async (trx) => {
    // also what was said before the run was interrupted
    const report = end.report && { ...end.report, ...(await countChanges(trx, id)) };
    if (!(await endRun(trx, id, { ...end, report, now: ctx.clock.now() }))) return;
    if (!keepsFile) await clearStorageKey(trx, id);
    const after = { state: end.state, error: end.error?.code ?? null };
    // what came in earnest has a trace of its own
    await recordAudit(
      trx,
      ctx,
      dryRun ? { action: 'slims.trial_ended', ...told, after } : { action: 'slims.ended', ...told, after },
    );
  });
  if (!keepsFile && storageKey !== null) await storage.remove(storageKey);
}
