import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { recordAudit } from '#modules/ground/audit';
import { fileSum } from '#platform/backup/file-sum';
import { keyFile } from '#platform/backup/key-file';
import { noteBackup } from '#platform/backup/last-backup';
import { checkArchive } from '#platform/backup/read-archive';
import { identitiesIn, makeKeyPair, type Seal, type SealKey } from '#platform/backup/seal';
import { writeBackup, type BackupMade } from '#platform/backup/write-backup';
import type { Progress } from '#platform/background/heavy';
import { systemCtx } from '#platform/context';
import { AppError } from '#platform/errors';
import { releaseOf } from '#platform/release';
import type { Secrets } from '#platform/rights/secrets';
import type { Services } from '#platform/services';
import { clearOutlived } from './clear-outlived.ts';
import { MAKE_QUEUE } from './ask-backup.ts';
import { selectPlan, type StoredPlan } from './data/plan.queries.ts';
import { noteDone, noteFailed, noteStarted, selectRun, type BackupRun } from './data/runs.queries.ts';
import { backupsErrors } from './errors.ts';
import { refusalOfDisk, requireFolder } from './folder.ts';
import { openPassphrase } from './passphrase.ts';

type Needs = Pick<Services, 'db' | 'clock' | 'config' | 'address' | 'secrets'>;
interface Report {
  signal: AbortSignal;
  progress: Progress;
}

/**
 * How it is sealed, and by what it is read again at once. The secret key of a public one lies with a person: for this one reading the file is
 * sealed for a second key as well, which is forgotten afterwards.
 */
export async function sealFor(plan: StoredPlan, secrets: Secrets): Promise<{ seal: Seal; key: SealKey }> {
  if (plan.recipient === null) {
    const key = { passphrase: openPassphrase(secrets, plan.passphrase ?? '') };
    return { seal: key, key };
  }
  const once = await makeKeyPair();
  return { seal: { recipients: [plan.recipient, once.recipient] }, key: identitiesIn(once.identity) };
}

/** Reads what was written from its first byte to its last. Throws `backups.unreadable`. */
async function readBack(path: string, { sha256 }: BackupMade, key: SealKey): Promise<void> {
  try {
    if ((await fileSum(path)).sha256 !== sha256) throw backupsErrors.unreadable();
    await checkArchive(path, key);
  } catch (error) {
    throw error instanceof AppError ? backupsErrors.unreadable() : error;
  }
}

async function writeRun(needs: Needs, run: BackupRun, plan: StoredPlan, { signal, progress }: Report): Promise<void> {
  const { config, address, secrets, clock, db } = needs;
  const path = join(run.folder, run.fileName);
  await requireFolder(run.folder, plan.folderMark);
  // of this run's own, whose process was killed
  for (const left of [path, `${path}.part`]) await rm(left, { force: true });
  const { seal, key } = await sealFor(plan, secrets);
  const madeAt = clock.now();
  const { filesDir } = config;
  const source = { address, filesDir, release: releaseOf(config), now: madeAt, keys: keyFile(config), seal, signal };
  const made = await writeBackup({ ...source, progress }, path);
  try {
    await readBack(path, made, key);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
  const ctx = systemCtx(db, clock, MAKE_QUEUE);
  const { sizeBytes, sha256, rows: rowCount } = made;
  const isNoted = await db.transaction().execute(async (trx) => {
    if (!(await noteDone(trx, run.id, { madeAt, endedAt: clock.now(), sizeBytes, rowCount, sha256 }))) return false;
    const after = { fileName: run.fileName, sizeBytes, rows: rowCount, sha256 };
    await recordAudit(trx, ctx, { action: 'backup.made', entity: 'backup', entityId: run.id, after });
    return true;
  });
  if (isNoted) await noteBackup(config.dataDir, { at: madeAt, file: path });
  // it was given up meanwhile: no list would name the file
  else await rm(path, { force: true });
}

/**
 * Makes the backup of a run, reads it back, and deletes what had its time. What a disk or a person has to mend is written down and tried again
 * by the schedule; anything else is thrown.
 */
export async function makeBackup(needs: Needs, id: number, report: Report): Promise<void> {
  const run = await selectRun(needs.db, id);
  // it was given up meanwhile, or these rows came out of a backup
  if (!run || run.endedAt !== null) return;
  const plan = await selectPlan(needs.db);
  if (plan?.state !== 'on') return failRun(needs, id, backupsErrors.noPlan());
  await noteStarted(needs.db, id);
  try {
    await writeRun(needs, run, plan, report);
  } catch (error) {
    const refusal = report.signal.aborted ? null : refusalOfDisk(error, run.folder);
    if (!refusal) throw error;
    return failRun(needs, id, refusal);
  }
  try {
    await clearOutlived(needs, { ...plan, folder: run.folder });
  } catch (error) {
    // the backup is there; what is too old is tried again tomorrow
    process.stderr.write(`backups: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  }
}

/** It is not tried again by itself in this run; the schedule begins another. */
export async function failRun({ db, clock }: Pick<Needs, 'db' | 'clock'>, id: number, reason: AppError): Promise<void> {
  const run = await selectRun(db, id);
  if (!run) return;
  const isFailed = await db.transaction().execute(async (trx) => {
    if (!(await noteFailed(trx, id, reason, clock.now()))) return false;
    const ctx = systemCtx(db, clock, MAKE_QUEUE);
    const after = { code: reason.code, folder: run.folder };
    await recordAudit(trx, ctx, { action: 'backup.failed', entity: 'backup', entityId: id, after });
    return true;
  });
  if (!isFailed) return;
  // half a file of a process that was killed; a whole one is never deleted here: whoever makes it may still be reading it back. Where the disk is
  // away it stays until the disk is cleared by hand
  await rm(`${join(run.folder, run.fileName)}.part`, { force: true }).catch(() => undefined);
}
