import { sql, type Selectable } from 'kysely';
import { z } from 'zod';
import { violatedUnique, type Db, type Tx } from '#platform/database/db';
import type { SlimsRun as RunTable } from '#platform/database/db-types';
import type { ErrorParams } from '#platform/errors';
import { RUN_STATES, type RunState } from '../client.ts';
import type { MoneyReport } from '#shared/moving/money-sums';
import { FINES_CHOICES, OLD_SYSTEM_KEYS, type FinesChoice, type OldSystem } from '#shared/moving/old-systems';
import type { MigrationReport, TableReport } from '#shared/moving/report';
import { moneyShape, tablesShape } from '../schema.ts';

export interface RunRow extends Omit<
  Selectable<RunTable>,
  'system' | 'fines' | 'state' | 'tables' | 'money' | 'errorParams'
> {
  system: OldSystem;
  fines: FinesChoice;
  state: RunState;
  tables: TableReport[];
  money: MoneyReport | null;
  errorParams: ErrorParams;
  /** What it brought was taken back since; of an undoing that was tried: it was done since. */
  undone: boolean;
}

const states = z.enum(RUN_STATES);
const systems = z.enum(OLD_SYSTEM_KEYS);
const fines = z.enum(FINES_CHOICES);
const paramsShape = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

type WithUndone = Selectable<RunTable> & { undone: boolean };
const undone = sql<boolean>`exists (
  select from slims_run undoing where undoing.system = slims_run.system and undoing.library_id = slims_run.library_id
    and undoing.undoes <= coalesce(slims_run.undoes, slims_run.id) and undoing.id > slims_run.id
    and not undoing.dry_run and undoing.state = 'done'
)`.as('undone');

const asRun = (row: WithUndone): RunRow => ({
  ...row,
  system: systems.parse(row.system),
  fines: fines.parse(row.fines),
  state: states.parse(row.state),
  tables: tablesShape.parse(row.tables),
  money: moneyShape.nullable().parse(row.money),
  errorParams: paramsShape.parse(row.errorParams),
});

export interface NewRun {
  system: OldSystem;
  fines: FinesChoice;
  libraryId: number;
  dryRun: boolean;
  fileName: string;
  fileBytes: number;
  storageKey: string | null;
  writtenAt: Date | null;
  filesName: string | null;
  filesBytes: number | null;
  filesWrittenAt: Date | null;
  /** The run that it takes back; null = it moves in. */
  undoes: number | null;
  startedBy: string;
  createdAt: Date;
}

/** @returns null when another one has not ended yet; the transaction cannot go on then */
export async function insertRun(trx: Tx, run: NewRun): Promise<RunRow | null> {
  try {
    const values = { ...run, keepsTrack: true };
    const row = await trx.insertInto('slimsRun').values(values).returningAll().executeTakeFirstOrThrow();
    return asRun({ ...row, undone: false });
  } catch (error) {
    if (violatedUnique(error) === 'slims_run_one_at_a_time') return null;
    throw error;
  }
}

export async function findRun(db: Db | Tx, id: number): Promise<RunRow | undefined> {
  const row = await db.selectFrom('slimsRun').selectAll().select(undone).where('id', '=', id).executeTakeFirst();
  return row && asRun(row);
}

export async function lockRun(trx: Tx, id: number): Promise<RunRow | undefined> {
  const row = await trx
    .selectFrom('slimsRun')
    .selectAll()
    .select(undone)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row && asRun(row);
}

/** Newest first. */
export async function selectRuns(db: Db, beforeId: number | null, limit: number): Promise<RunRow[]> {
  const rows = await db
    .selectFrom('slimsRun')
    .selectAll()
    .select(undone)
    .$if(beforeId !== null, (query) => query.where('id', '<', beforeId))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(asRun);
}

export async function selectUnfinishedRuns(db: Db): Promise<number[]> {
  const rows = await db.selectFrom('slimsRun').select('id').where('state', 'in', ['queued', 'running']).execute();
  return rows.map(({ id }) => id);
}

/** A process begins it, or takes it up again. */
export async function beginRun(db: Db, id: number, now: Date): Promise<void> {
  await db
    .updateTable('slimsRun')
    .set((eb) => ({
      state: 'running',
      attempts: eb('attempts', '+', 1),
      startedAt: eb.fn.coalesce('startedAt', eb.val(now)),
      progressTable: null,
      progressRows: 0,
      progressOf: null,
    }))
    .where('id', '=', id)
    .execute();
}

/** Notes how far it is. @returns whether somebody has asked to stop it */
export async function noteProgress(
  db: Db,
  id: number,
  { table, rows, of }: { table: string | null; rows: number; of: number | null },
): Promise<boolean> {
  const row = await db
    .updateTable('slimsRun')
    .set({ progressTable: table, progressRows: rows, progressOf: of })
    .where('id', '=', id)
    .returning('cancelRequested')
    .executeTakeFirst();
  return row?.cancelRequested ?? false;
}

/** Has somebody asked to stop it? Whoever asks from now on waits for the transaction. */
export async function isCancelRequested(trx: Tx, id: number): Promise<boolean> {
  const row = await trx
    .selectFrom('slimsRun')
    .select('cancelRequested')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row?.cancelRequested ?? false;
}

/** Marks a run that has not ended yet. @returns false when it had ended already */
export async function requestCancel(trx: Tx, id: number): Promise<boolean> {
  const result = await trx
    .updateTable('slimsRun')
    .set({ cancelRequested: true })
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'running'])
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export interface RunEnd {
  state: 'done' | 'cancelled' | 'failed';
  /** null = nothing was reported. */
  report: MigrationReport | null;
  error: { code: string; params: ErrorParams } | null;
  now: Date;
}

/** Ends a run, once. @returns false when it had ended already: one that takes back ends in the transaction in which it does */
export async function endRun(trx: Db | Tx, id: number, { state, report, error, now }: RunEnd): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('slimsRun')
    .set({
      state,
      finishedAt: now,
      errorCode: error?.code ?? null,
      errorParams: JSON.stringify(error?.params ?? {}),
      ...(report && {
        tables: JSON.stringify(report.tables),
        money: JSON.stringify(report.money),
        toSettle: report.toSettle,
        updated: report.updated,
        conflicts: report.conflicts,
      }),
    })
    .where('id', '=', id)
    .where((eb) => eb.or([eb('state', 'in', ['queued', 'running']), eb('byCommand', '=', true)]))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Forgets where its file is. @returns false: that was forgotten before */
export async function clearStorageKey(db: Db | Tx, id: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('slimsRun')
    .set({ storageKey: null })
    .where('id', '=', id)
    .where('storageKey', 'is not', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Files that are kept. @param before of runs that ended before this moment; left out: of all */
export async function selectKeptFiles(db: Db, before?: Date): Promise<{ id: number; storageKey: string }[]> {
  const rows = await db
    .selectFrom('slimsRun')
    .select(['id', 'storageKey'])
    .where('storageKey', 'is not', null)
    .$if(before !== undefined, (query) => query.where('finishedAt', '<', before ?? null))
    .execute();
  return rows.flatMap(({ id, storageKey }) => (storageKey === null ? [] : [{ id, storageKey }]));
}

/** One process works on a run at a time: the lock ends with the connection, so a process that died holds nothing. */
export async function tryLockRun(connection: Db, id: number): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_lock(hashtext('slims_run'), ${id}::integer) as locked`.execute(connection);
  return rows[0]?.locked ?? false;
}
export async function unlockRun(connection: Db, id: number): Promise<void> {
  await sql`select pg_advisory_unlock(hashtext('slims_run'), ${id}::integer)`.execute(connection);
}

/** Has the same system brought something into the same library in earnest since this run was asked for? */
export const hasMovedSince = async (trx: Tx, { id, system, libraryId }: RunRow): Promise<boolean> =>
  (await trx
    .selectFrom('slimsRun')
    .select('id')
    .where('id', '>', id)
    .where('system', '=', system)
    .where('libraryId', '=', libraryId)
    .where('dryRun', '=', false)
    .where('undoes', 'is', null)
    .limit(1)
    .executeTakeFirst()) !== undefined;
