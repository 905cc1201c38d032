import type { Ctx, Locale } from '#platform/context';
import { AppError } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import { SAID_FATES, type SlimsRunView } from './client.ts';
import { findRun, selectRuns, type RunRow } from './data/runs.queries.ts';
import { countSaid, selectSaid, type SaidRow } from './data/said.queries.ts';
import { slimsErrors } from '#modules/moving/engine';
import { isBalanced } from '#shared/moving/report';
import type { Said } from '#shared/moving/said';
import type { LinesAsked } from './schema.ts';
import { mayMigrate } from './may-migrate.ts';
import { canGoOn } from './start-run.ts';
import { canUndo } from './undo/start-undo.ts';

function viewOf(run: RunRow, locale: Locale): SlimsRunView {
  const { id, system, fines, libraryId, dryRun, state, fileName, fileBytes, tables, money, errorCode } = run;
  const { toSettle, updated, conflicts } = run;
  const { startedBy, createdAt, startedAt, finishedAt } = run;
  return {
    ...{ id, system, fines, libraryId, dryRun, state, fileName, fileBytes, tables, money, errorCode },
    ...{ toSettle, updated, conflicts },
    ...{ startedBy, createdAt, startedAt, finishedAt },
    fromFolder: run.writtenAt !== null,
    filesName: run.filesName,
    progress: { table: run.progressTable, rows: run.progressRows, of: run.progressOf },
    addsUp: state === 'done' && money !== null ? isBalanced({ tables, money }) : null,
    takenUp: run.attempts > 1,
    ...{ undoes: run.undoes, undone: run.undone, canUndo: canUndo(run) },
    canGoOn: canGoOn(run),
    error: errorCode === null ? null : explainError(new AppError(errorCode, 422, run.errorParams), locale),
  };
}

/** Migrations, newest first. Needs the permissions of {@link mayMigrate}. @param beforeId older than this one */
export async function listRuns(ctx: Ctx, beforeId: number | null, limit: number): Promise<SlimsRunView[]> {
  mayMigrate(ctx);
  return (await selectRuns(ctx.db, beforeId, limit)).map((run) => viewOf(run, ctx.locale));
}

/** One migration. Needs the permissions of {@link mayMigrate}; refuses `slims.run_not_found`. */
export async function getRun(ctx: Ctx, runId: number): Promise<SlimsRunView> {
  mayMigrate(ctx);
  const run = await findRun(ctx.db, runId);
  if (!run) throw slimsErrors.runNotFound();
  return viewOf(run, ctx.locale);
}

/** Lines of the report of a migration. @param asked.afterId the last line seen, 0 = from the start */
export async function listSaid(
  ctx: Ctx,
  runId: number,
  asked: { about: LinesAsked; afterId: number; limit: number },
): Promise<SaidRow[]> {
  await getRun(ctx, runId);
  const { about, ...rest } = asked;
  const codes = { to_settle: 'settle', updated: 'updated', conflict: 'conflict' } as const;
  if (about === 'to_settle' || about === 'updated' || about === 'conflict') {
    return selectSaid(ctx.db, runId, { ...rest, fates: SAID_FATES, codes: codes[about] });
  }
  return selectSaid(ctx.db, runId, { ...rest, fates: about === 'all' ? SAID_FATES : [about] });
}

/** How many lines a report has of each outcome. */
export async function countLines(ctx: Ctx, runId: number): Promise<Record<Said['fate'], number>> {
  await getRun(ctx, runId);
  return countSaid(ctx.db, runId);
}
