import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { recordAudit } from '#modules/ground/audit';
import { compareBackup, sumsInBackup } from '#platform/backup/compare-backup';
import { fileSum } from '#platform/backup/file-sum';
import { checkArchive } from '#platform/backup/read-archive';
import { restoreBackup } from '#platform/backup/restore-backup';
import { besides, createScratch, dropScratch } from '#platform/backup/scratch';
import type { Progress } from '#platform/background/heavy';
import { systemCtx } from '#platform/context';
import { AppError } from '#platform/errors';
import type { Services } from '#platform/services';
import { DRILL_QUEUE, openerOf } from './ask-drill.ts';
import {
  noteDrilled,
  noteDrillFailed,
  noteDropped,
  noteScratch,
  selectDrill,
  type DrillInHand,
} from './data/drills.queries.ts';
import { selectRun, type BackupRun } from './data/runs.queries.ts';
import { backupsErrors } from './errors.ts';
import { refusalOfDisk } from './folder.ts';
import { openOpener } from './passphrase.ts';

type Needs = Pick<Services, 'db' | 'clock' | 'config' | 'address' | 'secrets'>;
interface Report {
  signal: AbortSignal;
  progress: Progress;
}

/** Only this run's file, as it was when it was read back. */
async function requireFile(path: string, run: BackupRun): Promise<void> {
  if (!(await stat(path).catch(() => null))?.isFile()) throw backupsErrors.notThere({ folder: run.folder });
  if ((await fileSum(path)).sha256 !== run.sha256) throw backupsErrors.fileChanged();
}

/** Takes the backup back into a database beside the real one, and holds every row against it. The database is dropped whatever comes of it. */
async function restoreBeside(
  needs: Needs,
  drill: DrillInHand,
  run: BackupRun,
  { signal, progress }: Report,
): Promise<{ tables: number; rows: number }> {
  const { db, clock, config, address, secrets } = needs;
  const path = join(run.folder, run.fileName);
  await requireFile(path, run);
  const checked = await checkArchive(path, openerOf(openOpener(secrets, drill.opener ?? '')));
  // each row is read twice: in the backup, and in what came of it
  const total = 2 * Object.values(checked.manifest.rows).reduce((sum, count) => sum + count, 0);
  let done = 0;
  const read = (rows: number): void => {
    signal.throwIfAborted();
    progress((done += rows), total);
  };
  const sums = await sumsInBackup(path, checked, read);
  const scratch = `lumbung_latihan_${drill.id}_${randomBytes(4).toString('hex')}`;
  await noteScratch(db, drill.id, scratch, clock.now());
  const beside = besides(address, scratch);
  try {
    await createScratch(address, scratch, config.databaseUrl === null ? config.dataDir : null);
    const migrationsDir = join(config.root, 'db/migrations');
    await restoreBackup(path, checked, { address: beside, filesDir: null, migrationsDir, signal });
    return await compareBackup(checked, sums, beside, read);
  } finally {
    await dropScratch(address, scratch);
    await noteDropped(db, drill.id);
  }
}

/** Drops what a drill left behind whose process was killed. */
export async function dropLeft({ db, address }: Pick<Needs, 'db' | 'address'>, drill: DrillInHand): Promise<void> {
  if (drill.scratch === null) return;
  await dropScratch(address, drill.scratch);
  await noteDropped(db, drill.id);
}

/** Does a drill, in the worker. Refusals are its result; anything else is thrown. */
export async function runDrill(needs: Needs, id: number, report: Report): Promise<void> {
  const { db, clock } = needs;
  const drill = await selectDrill(db, id);
  const run = drill && (await selectRun(db, drill.runId));
  if (!run || drill.endedAt !== null) return;
  await dropLeft(needs, drill);
  try {
    const { tables: tableCount, rows: rowCount } = await restoreBeside(needs, drill, run, report);
    await db.transaction().execute(async (trx) => {
      await noteDrilled(trx, id, { endedAt: clock.now(), tableCount, rowCount });
      const ctx = systemCtx(db, clock, DRILL_QUEUE);
      const after = { fileName: run.fileName, tables: tableCount, rows: rowCount };
      await recordAudit(trx, ctx, { action: 'backup_drill.passed', entity: 'backup_drill', entityId: id, after });
    });
  } catch (error) {
    const refusal = report.signal.aborted ? null : refusalOfDisk(error, run.folder);
    if (!(refusal instanceof AppError)) throw error;
    await failDrill(needs, id, refusal);
  }
}

/** It is not tried again by itself. */
export async function failDrill(
  needs: Pick<Needs, 'db' | 'clock' | 'address'>,
  id: number,
  reason: AppError,
): Promise<void> {
  const { db, clock } = needs;
  const drill = await selectDrill(db, id);
  if (!drill) return;
  await db.transaction().execute(async (trx) => {
    if (!(await noteDrillFailed(trx, id, reason, clock.now()))) return;
    const ctx = systemCtx(db, clock, DRILL_QUEUE);
    const after = { fileName: drill.fileName, code: reason.code };
    await recordAudit(trx, ctx, { action: 'backup_drill.failed', entity: 'backup_drill', entityId: id, after });
  });
  await dropLeft(needs, drill);
}
