import { DatabaseError } from 'pg';
import { oneAct, type Ctx } from '#platform/context';
import { isDeadlock } from '#platform/database/db-refusals';
import { AppError } from '#platform/errors';
import type { ImportOptions } from './client.ts';
import { addCodes } from './data/import-codes.queries.ts';
import { addProgress, insertRows, refreshStatistics } from './data/import-runs.queries.ts';
import type { ImportEntry } from './entries.ts';
import { remarkLimiter } from './rules/limit-remarks.ts';
import { saveEntries } from './save-entries.ts';
import { nothingSaved, placeOf, type NewRow, type Saved, type Tally } from './savers/saved.ts';

/** Records of a batch: enough to make the statements cheap, few enough to show progress and to hold locks shortly. */
const BATCH = 500;
/** So often a batch is tried again that met somebody who waited for it: beside a busy desk it is not over with the second try of any act. */
const TRIES = 8;

export interface WorkInput {
  ctx: Ctx;
  runId: number;
  options: ImportOptions;
  dryRun: boolean;
  entries: AsyncGenerator<ImportEntry>;
  /** Entries that an earlier process has dealt with already. */
  skip: number;
  firstNewId: number | null;
  doneBytes(): number;
  signal: AbortSignal;
  onProgress(tally: Tally): void;
}

/** Carries the result out of a transaction that is rolled back on purpose. */
class TrialOver extends Error {
  readonly saved: Saved;
  constructor(saved: Saved) {
    super('trial run: nothing is kept');
    this.saved = saved;
  }
}

/** Is the record at fault, or is it the database, the disk or the network? */
function isTheRecords(error: unknown): boolean {
  if (error instanceof DatabaseError) return /^(?:21|22|23|54)/.test(error.code ?? '');
  return error instanceof AppError || error instanceof TypeError || error instanceof RangeError;
}

const codesOf = (batch: readonly ImportEntry[]) => batch.flatMap(({ codes }) => codes ?? []);

async function takeBatch(entries: AsyncGenerator<ImportEntry>): Promise<ImportEntry[]> {
  const batch: ImportEntry[] = [];
  while (batch.length < BATCH) {
    const next = await entries.next();
    if (next.done) break;
    batch.push(next.value);
  }
  return batch;
}

/**
 * Takes the entries in batches, each in one transaction with its lines of the report and the counts of the run: what is counted
 * is kept, and what is kept is counted, also when the process dies. A batch that a record makes fail is halved until that record
 * stands alone. A trial run does the same and rolls each batch back.
 * @returns why it stopped: at the end, because somebody asked to cancel
 */
export async function workThrough(input: WorkInput): Promise<'end' | 'cancelled'> {
  const { ctx, runId, options, dryRun, entries, signal } = input;
  const limiter = remarkLimiter();
  let firstNewId = input.firstNewId ?? Number.MAX_SAFE_INTEGER;
  const replaced = new Set<number>();
  let cancelled = false;

  const admitted = (rows: readonly NewRow[]): NewRow[] =>
    rows.filter((row) => row.outcome !== 'warning' || limiter.admit(row));
  const progressOf = (saved: Saved, count: number) => ({
    tally: saved.tally,
    entries: count,
    doneBytes: input.doneBytes(),
    firstNewBibId: saved.newBibIds.length > 0 && !dryRun ? Math.min(...saved.newBibIds) : null,
  });

  const saveOnce = async (batch: readonly ImportEntry[]): Promise<Saved> => {
    // a transaction may be tried again, or be halved: what it admitted was not written then
    const back = limiter.mark();
    try {
      return await ctx.db.transaction().execute(async (trx) => {
        back();
        const saved = await saveEntries(trx, oneAct(ctx), batch, {
          overlay: options.overlay,
          done: { firstNewId, replaced },
        });
        if (dryRun) throw new TrialOver(saved);
        await insertRows(trx, runId, admitted(saved.rows));
        await addCodes(trx, runId, codesOf(batch));
        cancelled = await addProgress(trx, runId, progressOf(saved, batch.length));
        return saved;
      });
    } catch (error) {
      back();
      if (!(error instanceof TrialOver)) throw error;
      await note(error.saved, batch);
      return error.saved;
    }
  };
  const note = async (saved: Saved, batch: readonly ImportEntry[]): Promise<void> => {
    // what a trial made is gone again: nothing to lead to
    const gone = new Set(saved.newBibIds);
    const kept = saved.rows.map((row) => (row.bibId !== null && gone.has(row.bibId) ? { ...row, bibId: null } : row));
    const rows = admitted(kept);
    await ctx.db.transaction().execute(async (trx) => {
      await insertRows(trx, runId, rows);
      await addCodes(trx, runId, codesOf(batch));
      cancelled = await addProgress(trx, runId, progressOf(saved, batch.length));
    });
  };
  const savePatiently = async (batch: readonly ImportEntry[], tries = TRIES): Promise<Saved> => {
    try {
      return await saveOnce(batch);
    } catch (error) {
      if (!isDeadlock(error) || tries === 0) throw error;
      signal.throwIfAborted();
      return savePatiently(batch, tries - 1);
    }
  };
  const save = async (batch: readonly ImportEntry[]): Promise<void> => {
    try {
      const saved = await savePatiently(batch);
      if (!dryRun) for (const id of saved.newBibIds) if (id < firstNewId) firstNewId = id;
      for (const id of saved.replacedBibIds) replaced.add(id);
      input.onProgress(saved.tally);
    } catch (error) {
      if (!isTheRecords(error)) throw error;
      const half = Math.ceil(batch.length / 2);
      if (batch.length > 1) {
        await save(batch.slice(0, half));
        await save(batch.slice(half));
        return;
      }
      const [entry] = batch;
      const saved = refused(entry, error);
      await note(saved, batch);
      input.onProgress(saved.tally);
    }
  };

  for (let i = 0; i < input.skip; i += 1) await entries.next();
  let made = 0;
  let refreshAt = 1000;
  let next = takeBatch(entries);
  try {
    for (;;) {
      const batch = await next;
      if (batch.length === 0) break;
      signal.throwIfAborted();
      // the next batch is read while the database works on this one
      next = takeBatch(entries);
      next.catch(() => undefined);
      await save(batch);
      made += batch.length;
      if (!dryRun && made >= refreshAt) {
        refreshAt *= 4;
        await refreshStatistics(ctx.db);
      }
      if (cancelled) return 'cancelled';
    }
  } finally {
    await next.catch(() => undefined);
    await entries.return(undefined);
  }
  await insertRows(
    ctx.db,
    runId,
    limiter.leftOut().map(({ code, count }) => ({
      role: null,
      rowNumber: 0,
      outcome: 'warning',
      code: 'imports.more_of_same',
      params: { code, count },
      label: null,
      bibId: null,
    })),
  );
  return 'end';
}

/** The report's line about a record that neither the catalogue nor the database takes. */
function refused(entry: ImportEntry | undefined, error: unknown): Saved {
  const saved = nothingSaved();
  if (!entry) return saved;
  const code = error instanceof AppError ? error.code : 'imports.record_refused';
  const params =
    error instanceof AppError ? error.params : { reason: error instanceof Error ? error.message.slice(0, 300) : '' };
  saved.tally.read = 1;
  saved.tally.failed = 1;
  saved.rows.push({ ...placeOf(entry), outcome: 'failed', code, params, bibId: null });
  return saved;
}
