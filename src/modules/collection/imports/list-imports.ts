import { authorize } from '#platform/rights/authorize';
import type { Ctx, Locale } from '#platform/context';
import { AppError } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import {
  ROW_OUTCOMES,
  type ImportFileInfo,
  type ImportRowView,
  type ImportRunView,
  type RowOutcome,
} from './client.ts';
import { countReportRows, selectReportRows, type ReportRow } from './data/import-rows.queries.ts';
import { findRun, selectRuns, type RunRow } from './data/import-runs.queries.ts';
import { importErrors } from './errors.ts';
import { explainRow } from './explain-row.ts';
import type { RowFilter } from './schema.ts';

function viewOf(run: RunRow, locale: Locale): ImportRunView {
  const { errorCode, errorParams, files } = run;
  return {
    ...run,
    files: files.map(({ role, name, bytes }) => ({ role, name, bytes })),
    error: errorCode === null ? null : explainError(new AppError(errorCode, 422, errorParams), locale),
    repeatable: run.dryRun && run.status === 'done' && files.every((file) => file.key !== null),
  };
}

/** A line of a report on these files. */
const rowView = (row: ReportRow, files: readonly ImportFileInfo[], locale: Locale): ImportRowView => ({
  id: row.id,
  file: (files.length === 1 ? files[0] : files.find(({ role }) => role === row.role))?.name ?? null,
  rowNumber: row.rowNumber,
  outcome: row.outcome,
  code: row.code,
  params: row.params,
  label: row.label,
  message: explainRow(row.code, row.params, locale),
  bibId: row.bibId,
});

/** Runs, newest first. Needs `imports.run` for the network. @param beforeId older than this one */
export async function listImports(ctx: Ctx, beforeId: number | null, limit: number): Promise<ImportRunView[]> {
  authorize(ctx, 'imports.run', null);
  return (await selectRuns(ctx.db, beforeId, limit)).map((run) => viewOf(run, ctx.locale));
}

/** One run. Needs `imports.run` for the network; refuses `imports.run_not_found`. */
export async function getImport(ctx: Ctx, runId: number): Promise<ImportRunView> {
  authorize(ctx, 'imports.run', null);
  const run = await findRun(ctx.db, runId);
  if (!run) throw importErrors.runNotFound();
  return viewOf(run, ctx.locale);
}

const outcomesOf = (filter: RowFilter): readonly RowOutcome[] => {
  if (filter === 'all') return ROW_OUTCOMES;
  return filter === 'problems' ? ['failed', 'warning'] : [filter];
};

/** Lines of a run's report, in the order of the file. @param afterId the last line seen, 0 = from the start */
export async function listImportRows(
  ctx: Ctx,
  runId: number,
  filter: { outcome: RowFilter; afterId: number; limit: number },
): Promise<ImportRowView[]> {
  const { files } = await getImport(ctx, runId);
  const { outcome, ...rest } = filter;
  const rows = await selectReportRows(ctx.db, runId, { ...rest, outcomes: outcomesOf(outcome) });
  return rows.map((row) => rowView(row, files, ctx.locale));
}

/** How many lines a report has of each outcome. */
export async function countImportRows(ctx: Ctx, runId: number): Promise<Record<RowOutcome, number>> {
  await getImport(ctx, runId);
  return countReportRows(ctx.db, runId);
}
