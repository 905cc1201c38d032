import { stat } from 'node:fs/promises';
import { recordAudit } from '#modules/ground/audit';
import { listLibraries } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { Storage } from '#platform/storage';
import { parseInput } from '#platform/requests/parse-input';
import { authorize } from '#platform/rights/authorize';
import { carryHolidays } from './calendar/carry-holidays.ts';
import { carryCopies } from './copies/carry-copies.ts';
import { tryLockSource, unlockSource } from './data/carried.queries.ts';
import { slimsErrors } from './errors.ts';
import { carryFiles } from './files/carry-files.ts';
import { FilesAtHand } from './files/files-at-hand.ts';
import { openFiles } from './files/open-files.ts';
import { surveyFiles } from './files/survey-files.ts';
import { carryFines } from './fines/carry-fines.ts';
import { carryLoans } from './loans/carry-loans.ts';
import { surveyLoans } from './loans/survey-loans.ts';
import { carryMembers } from './members/carry-members.ts';
import { carryReserves } from './reserves/carry-reserves.ts';
import { IdSet } from './rules/id-set.ts';
import { Ledger, type Fates } from './rules/ledger.ts';
import { MoneySums } from './rules/money-sums.ts';
import type { MigrationReport, TableReport } from './rules/report.ts';
import { OWN_TABLES } from './rules/own-fields.ts';
import { isConflict, isToSettle, isUpdated, type Said } from './rules/said.ts';
import type { Run } from './run.ts';
import { migrateInput, type MigrateInput } from './schema.ts';
import { isCodeTable, surveyDump } from './survey-dump.ts';
import { carryUsers } from './users/carry-users.ts';
import { carryTitles, settleNames } from './titles/carry-titles.ts';
import { carryVisits } from './visits/carry-visits.ts';

/** Tables of which every row is carried, merged, refused or known. */
const CARRIED = [
  ...['biblio', 'item', 'member', 'mst_member_type', 'mst_loan_rules', 'biblio_author', 'biblio_topic'],
  ...OWN_TABLES,
  ...['loan', 'loan_history', 'fines', 'reserve', 'visitor_count', 'holiday', 'user'],
  ...['mst_author', 'mst_topic', 'mst_publisher', 'mst_place'],
];
/** The same, where pictures are at hand, and where other files are. */
const PICTURED = ['biblio_image', 'member_image'];
const ATTACHED = ['biblio_attachment'];

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
  onProgress: (table: string, rows: number, of: number) => void | Promise<void>;
  /** It ends before its end: what has come until then. */
  onStopped?: (report: MigrationReport) => void;
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
 * Moves a library in from a dump of its SLiMS: titles with their authors and subjects, copies, members, loans, fines, holds, visits, closed days, rules of lending, accounts of staff, and pictures where they are at hand. Nothing comes twice, however often it is run:
 * what came is remembered in the transaction in which it came. A trial writes nothing. Needs `imports.run` for the network.
 * Refuses `slims.*`: a dump that cannot be read, is cut off or is no SLiMS, or an archive of pictures that is damaged, before anything is written.
 */
export async function migrateSlims(
  ctx: Ctx,
  storage: Storage,
  input: MigrateInput,
  watching: Watching,
): Promise<MigrationReport> {
  authorize(ctx, 'imports.run', null);
  const { path, library: code, dryRun, files: filesPath } = parseInput(migrateInput, input);
  if (!(await stat(path).catch(() => null))?.isFile()) throw slimsErrors.dumpMissing();
  const library = await chooseLibrary(ctx, code);
  // not its code, which may change between two runs
  const source = String(library.id);
  const work = async (): Promise<MigrationReport> => {
    const files = filesPath === undefined ? null : new FilesAtHand(await openFiles(filesPath), storage);
    const survey = await surveyDump({ path, source }, files, watching);
    if (files) await surveyFiles(files, watching);
    const money = new MoneySums();
    const told = { toSettle: 0, updated: 0, conflicts: 0 };
    const onSaid = (said: Said): void => {
      if (isToSettle(said)) told.toSettle += 1;
      if (isUpdated(said)) told.updated += 1;
      if (isConflict(said)) told.conflicts += 1;
      watching.onSaid(said);
    };
    const run: Run = {
      ...{ ctx, path, dryRun, source, library, survey },
      ledger: new Ledger(onSaid),
      carriedTitles: new IdSet(),
      carriedMembers: new Set(),
      matchedMembers: new Map(),
      comingChildren: new Set(),
      carriedCopies: new IdSet(),
      callNumbers: new Map(),
      memberCategories: new Map(),
      files,
      signal: watching.signal,
      tellCame: async (trx, said) => watching.onCame?.(trx, said),
      onProgress: async (table, rows) => watching.onProgress(table, rows, survey.rows.get(table) ?? rows),
    };
    const report = (): MigrationReport => ({
      ...{ dryRun, library: library.code, tables: tablesOf(run) },
      ...{ money: money.report(dryRun), ...told },
    });
    try {
      await carryHolidays(run);
      await carryUsers(run);
      await carryTitles(run);
      await carryCopies(run);
      await carryMembers(run);
      settleNames(run);
      const loans = await surveyLoans(run);
      await carryLoans(run, loans);
      await carryFines(run, loans, money);
      await carryReserves(run, loans);
      await carryVisits(run);
      await carryFiles(run);
    } catch (error) {
      watching.onStopped?.(report());
      // what came before it was stopped is here, and its trace as well; where the database is gone, neither
      if (!dryRun) await trace(ctx, library.id, report(), 'slims.stopped').catch(() => undefined);
      throw error;
    }
    if (!dryRun) await trace(ctx, library.id, report(), 'slims.migrated');
    return report();
  };
  if (dryRun) return work();
  return ctx.db.connection().execute(async (connection) => {
    if (!(await tryLockSource(connection, source))) throw slimsErrors.busy();
    try {
      return await work();
    } finally {
      await unlockSource(connection, source);
    }
  });
}

function tablesOf({ survey, ledger, files }: Pick<Run, 'survey' | 'ledger' | 'files'>): TableReport[] {
  const none: Fates = { carried: 0, merged: 0, refused: 0, known: 0 };
  const carried = [...CARRIED, ...(files ? PICTURED : []), ...(files?.attachments ? ATTACHED : [])];
  const isCode = (table: string): boolean =>
    isCodeTable(table) || table === 'mst_custom_field' || (table === 'files' && Boolean(files?.attachments));
  const reports = [...survey.rows].map(([table, rows]): TableReport => {
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
  action: 'slims.migrated' | 'slims.stopped',
): Promise<void> {
  const counts = tables.flatMap((one) => (one.kind === 'rows' ? [[one.table, one.fates] as const] : []));
  await ctx.db.transaction().execute(async (trx) =>
    recordAudit(trx, ctx, {
      action,
      entity: 'library',
      entityId: libraryId,
      libraryId,
      after: Object.fromEntries(counts),
    }),
  );
}
