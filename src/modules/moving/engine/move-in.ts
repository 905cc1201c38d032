import { stat } from 'node:fs/promises';
import { recordAudit } from '#modules/ground/audit';
import { listLibraries } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { withTidyHeap } from '#platform/background/tidy-heap';
import { AppError } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { authorize } from '#platform/rights/authorize';
import { Ledger, type Fates } from '#shared/moving/ledger';
import { MoneySums } from '#shared/moving/money-sums';
import type { OldSystem } from '#shared/moving/old-systems';
import type { MigrationReport, TableReport } from '#shared/moving/report';
import { isConflict, isToSettle, isUpdated, type Said } from '#shared/moving/said';
import { tryLockLibrary, unlockLibrary } from './data/carried.queries.ts';
import { slimsErrors } from './errors.ts';
import type { Run } from './run.ts';
import { migrateInput, type MigrateInput } from './schema.ts';

/** Who watches a migration, and may stop it. */
export interface Watching {
  signal: AbortSignal;
  /** A word about a row, as soon as it is sure. */
  onSaid: (said: Said) => void;
  /**
   * Words about rows that come, in the transaction in which they do, before `onSaid` is told of them: no later run says them again. The
   * transaction may be taken back and tried anew.
   */
  onCame?: (trx: Tx, said: readonly Said[]) => Promise<void>;
  /** The dump is read for the first time: so many rows of it. */
  onRead?: (rows: number) => Promise<void>;
  /** It begins in earnest, for this library. @returns the number under which it is kept */
  onBegun?: (library: { id: number }) => Promise<number>;
  onProgress: (table: string, rows: number, of: number) => void | Promise<void>;
  /** It ends before its end: what has come until then. */
  onStopped?: (report: MigrationReport) => void;
}

/** How a library moves in from one system. */
export interface Moving<S> {
  system: OldSystem;
  /** Reads the dump once from end to end, before anything is written, and refuses one that cannot be read, is cut off or is of another system. */
  survey: (dump: { path: string; source: string }, watching: Watching) => Promise<S & { rows: Map<string, number> }>;
  /** Tables of which every row is carried, merged, refused or known, in the order of what matters. */
  carried: (survey: S) => readonly string[];
  /** Is it a table whose meaning goes into rows of others? */
  isCode: (table: string, survey: S) => boolean;
  /** Brings what the dump holds. */
  carry: (run: Run, survey: S, money: MoneySums) => Promise<void>;
}

async function chooseLibrary(ctx: Ctx, code: string | undefined) {
  const libraries = await listLibraries(ctx, { active: true });
  const central = libraries.filter(({ type }) => type === 'pusat');
  const library = code
    ? libraries.find((one) => one.code.toLowerCase() === code.toLowerCase())
    : (central.length === 1 ? central : libraries.length === 1 ? libraries : [])[0];
  if (!library)
    throw slimsErrors.libraryNeeded({
      codes: libraries
        .map((one) => one.code)
        .join(', ')
        .slice(0, 200),
    });
  return library;
}

/**
 * Whose rows they are, as they are remembered. Not the library's code, which may change between two runs; and numbers of two systems are other
 * numbers. Those of SLiMS are remembered by the library's number alone: they came first.
 */
export const sourceOf = (system: OldSystem, libraryId: number): string =>
  system === 'slims' ? String(libraryId) : `${system}-${libraryId}`;

/**
 * Moves a library in from a dump of its old system. Nothing comes twice, however often it is run: what came is remembered in the transaction in which
 * it came. A trial writes nothing. Needs `imports.run` for the network. Refuses `slims.dump_missing`, `slims.library_needed`, `slims.busy`, and what
 * the survey refuses, before anything is written.
 */
export async function moveIn<S>(
  ctx: Ctx,
  input: MigrateInput,
  watching: Watching,
  { system, survey: surveyDump, carried, isCode, carry }: Moving<S>,
): Promise<MigrationReport> {
  authorize(ctx, 'imports.run', null);
  const { path, library: code, dryRun } = parseInput(migrateInput, input);
  if (!(await stat(path).catch(() => null))?.isFile()) throw slimsErrors.dumpMissing();
  const library = await chooseLibrary(ctx, code);
  const source = sourceOf(system, library.id);
  const work = async (): Promise<MigrationReport> => {
    const survey = await surveyDump({ path, source }, watching);
    const money = new MoneySums();
    const told = { toSettle: 0, updated: 0, conflicts: 0 };
    const onSaid = (said: Said): void => {
      if (isToSettle(said)) told.toSettle += 1;
      if (isUpdated(said)) told.updated += 1;
      if (isConflict(said)) told.conflicts += 1;
      watching.onSaid(said);
    };
    const runId = dryRun ? null : ((await watching.onBegun?.({ id: library.id })) ?? null);
    const run: Run = {
      runId,
      ...{ ctx, path, dryRun, system, source, library, rows: survey.rows },
      ledger: new Ledger(onSaid),
      signal: watching.signal,
      tellCame: async (trx, said) => watching.onCame?.(trx, said),
      onProgress: async (table, rows) => watching.onProgress(table, rows, survey.rows.get(table) ?? rows),
    };
    const report = (): MigrationReport => ({
      ...{ dryRun, library: library.code, tables: tablesOf(run, carried(survey), (table) => isCode(table, survey)) },
      ...{ money: money.report(dryRun), ...told },
    });
    try {
      await carry(run, survey, money);
    } catch (error) {
      watching.onStopped?.(report());
      // what came before it was stopped is here, and its trace as well; where the database is gone, neither
      if (!dryRun) await trace(ctx, library.id, report(), system, 'slims.stopped').catch(() => undefined);
      throw dryRun ? error : ofAnotherFile(error);
    }
    if (!dryRun) await trace(ctx, library.id, report(), system, 'slims.migrated');
    return report();
  };
  if (dryRun) return withTidyHeap(work);
  return ctx.db.connection().execute(async (connection) => {
    if (!(await tryLockLibrary(connection, library.id))) throw slimsErrors.busy();
    try {
      return await withTidyHeap(work);
    } finally {
      await unlockLibrary(connection, library.id);
    }
  });
}

/** Refusals of a dump or an archive that was read whole before: somebody has changed it meanwhile. */
const OF_A_FILE =
  /^slims\.(?:dump_|packed_|files_(?:broken|too_large|unreadable)|too_large|rows_missing|no_dump_inside)/;

const ofAnotherFile = (error: unknown): unknown =>
  error instanceof AppError && OF_A_FILE.test(error.code) ? slimsErrors.changedMeanwhile() : error;

function tablesOf(
  { rows: counts, ledger }: Pick<Run, 'rows' | 'ledger'>,
  carried: readonly string[],
  isCode: (table: string) => boolean,
): TableReport[] {
  const none: Fates = { carried: 0, merged: 0, refused: 0, known: 0 };
  const reports = [...counts].map(([table, rows]): TableReport => {
    if (carried.includes(table)) return { table, rows, kind: 'rows', fates: ledger.fatesOf(table) ?? none };
    return { table, rows, kind: isCode(table) ? 'codes' : 'left' };
  });
  const rank = ({ kind, table }: TableReport): number =>
    kind === 'rows' ? carried.indexOf(table) : kind === 'codes' ? carried.length : carried.length + 1;
  return reports.toSorted((a, b) => rank(a) - rank(b) || (a.table < b.table ? -1 : 1));
}

async function trace(
  ctx: Ctx,
  libraryId: number,
  { tables }: MigrationReport,
  system: OldSystem,
  action: 'slims.migrated' | 'slims.stopped',
): Promise<void> {
  const counts = tables.flatMap((one) => (one.kind === 'rows' ? [[one.table, one.fates] as const] : []));
  await ctx.db.transaction().execute(async (trx) =>
    recordAudit(trx, ctx, {
      action,
      entity: 'library',
      entityId: libraryId,
      libraryId,
      after: { ...(system === 'slims' ? {} : { system }), ...Object.fromEntries(counts) },
    }),
  );
}
