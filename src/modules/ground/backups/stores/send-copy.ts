import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { recordAudit } from '#modules/ground/audit';
import { networkZone } from '#modules/ground/libraries';
import { fileSum } from '#platform/backup/file-sum';
import type { Jobs } from '#platform/background/jobs';
import type { Progress } from '#platform/background/heavy';
import { systemCtx, type Ctx } from '#platform/context';
import { Round } from '#platform/database/round';
import type { AppError } from '#platform/errors';
import type { Services } from '#platform/services';
import {
  insertCopy,
  noteArrived,
  noteCopyFailed,
  noteCopyRemoved,
  noteSending,
  selectCopy,
  selectCopyOf,
  selectLying,
  type BackupCopy,
} from '../data/copies.queries.ts';
import { selectPlan } from '../data/plan.queries.ts';
import { selectLastDone, selectRun, type BackupRun } from '../data/runs.queries.ts';
import { selectStore, selectStores, type StoredStore } from '../data/stores.queries.ts';
import { backupsErrors } from '../errors.ts';
import { refusalOfDisk } from '../folder.ts';
import { AGAIN_MS } from '../rules/due.ts';
import { outlived } from '../rules/retention.ts';
import { openStore } from './open-store.ts';
import type { Store } from './store.ts';

export const SEND_QUEUE = 'backups.send';

type Needs = Pick<Services, 'db' | 'clock' | 'config' | 'secrets'>;
interface Report {
  signal: AbortSignal;
  progress: Progress;
}

/** Whether the copy of a run is to be tried now: it never was, or it failed a while ago (or, by a clock that was wrong, in the future). */
function isToSend(copy: BackupCopy | undefined, now: Date): boolean {
  if (!copy) return true;
  if (copy.state !== 'failed' || copy.endedAt === null) return false;
  return copy.endedAt > now || now.getTime() - copy.endedAt.getTime() >= AGAIN_MS;
}

/** Begins copies of the newest backup to every store that has none of it. Nothing while the schedule is off or stopped by a restore. */
export async function beginCopies(ctx: Ctx, { jobs }: { jobs: Pick<Jobs, 'enqueue'> }): Promise<void> {
  if ((await selectPlan(ctx.db))?.state !== 'on') return;
  const now = ctx.clock.now();
  const run = await selectLastDone(ctx.db, now);
  if (!run || run.removedAt !== null) return;
  for (const { id: storeId, active } of await selectStores(ctx.db)) {
    if (!active || !isToSend(await selectCopyOf(ctx.db, storeId, run.id), now)) continue;
    await ctx.db.transaction().execute(async (trx) => {
      const id = await insertCopy(trx, { storeId, runId: run.id, askedAt: now });
      if (id !== null) await jobs.enqueue(trx, SEND_QUEUE, { copy: id });
    });
  }
}

const hostOf = ({ address }: StoredStore): string => new URL(address).hostname;

/** Sends the very file that was read back, and looks at what lies there then. */
async function sendFile(store: StoredStore, door: Store, run: BackupRun, { signal, progress }: Report): Promise<void> {
  const { fileName: name, folder, sizeBytes, sha256 } = run;
  const path = join(folder, name);
  if (!(await stat(path).catch(() => null))?.isFile()) throw backupsErrors.notThere({ folder });
  const sum = await fileSum(path);
  if (sum.sha256 !== sha256 || sum.sizeBytes !== sizeBytes) throw backupsErrors.fileChanged();
  // whole megabytes, as people count them
  const told = (bytes: number): number => Math.ceil(bytes / 1_000_000);
  await door.put({ path, name, ...sum }, { signal, progress: (bytes, of) => progress(told(bytes), told(of)) });
  if ((await door.sizeOf(name, signal)) !== sizeBytes) throw backupsErrors.storeDamaged({ host: hostOf(store) });
}

/**
 * Deletes in a store what has had its time: only names of our list, only those that are as large as they were. Counted are those that lie there:
 * what somebody else has deleted saves no other one's place.
 */
async function clearStore({ db, clock }: Needs, storeId: number, door: Store, signal: AbortSignal): Promise<void> {
  const there: (BackupCopy & { madeAt: Date; copyId: number })[] = [];
  for (const copy of await selectLying(db, storeId)) {
    const { id: copyId, runId: id, madeAt, fileName, sizeBytes } = copy;
    if (madeAt !== null && (await door.sizeOf(fileName, signal)) === sizeBytes)
      there.push({ ...copy, madeAt, copyId, id });
  }
  const round = new Round({ requestId: SEND_QUEUE });
  await round.each(outlived(there, await networkZone(db)), async ({ copyId, fileName }) => {
    await door.remove(fileName, signal);
    await db.transaction().execute(async (trx) => {
      await noteCopyRemoved(trx, copyId, clock.now());
      const after = { fileName, store: storeId };
      const ctx = systemCtx(db, clock, SEND_QUEUE);
      await recordAudit(trx, ctx, { action: 'backup_copy.removed', entity: 'backup_store', entityId: storeId, after });
    });
  });
  round.end();
}

/** Sends the copy of a backup to its store, in the worker. What a person has to mend is written down and tried again by the schedule; anything else is thrown. */
export async function sendCopy(needs: Needs, id: number, report: Report): Promise<void> {
  const { db, clock } = needs;
  const copy = await selectCopy(db, id);
  if (!copy || copy.endedAt !== null) return;
  const [plan, store, run] = await Promise.all([
    selectPlan(db),
    selectStore(db, copy.storeId),
    selectRun(db, copy.runId),
  ]);
  if (plan?.state !== 'on' || !store?.active || !run) return failCopy(needs, id, backupsErrors.storeOff());
  await noteSending(db, id);
  let door: Store;
  try {
    door = openStore(store, needs);
    await sendFile(store, door, run, report);
  } catch (error) {
    const refusal = report.signal.aborted ? null : refusalOfDisk(error, run.folder);
    if (!refusal) throw error;
    return failCopy(needs, id, refusal);
  }
  await db.transaction().execute(async (trx) => {
    if (!(await noteArrived(trx, id, clock.now()))) return;
    const after = { fileName: run.fileName, store: store.name, sizeBytes: run.sizeBytes };
    const ctx = systemCtx(db, clock, SEND_QUEUE);
    await recordAudit(trx, ctx, { action: 'backup_copy.arrived', entity: 'backup_store', entityId: store.id, after });
  });
  try {
    await clearStore(needs, store.id, door, report.signal);
  } catch (error) {
    // the copy is there; what is too old is tried again with the next one
    process.stderr.write(`backups: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  }
}

/** It is not tried again by itself in this copy's turn; the schedule begins it anew. */
export async function failCopy(
  { db, clock }: Pick<Needs, 'db' | 'clock'>,
  id: number,
  reason: AppError,
): Promise<void> {
  const copy = await selectCopy(db, id);
  if (!copy) return;
  await db.transaction().execute(async (trx) => {
    if (!(await noteCopyFailed(trx, id, reason, clock.now()))) return;
    const after = { code: reason.code, fileName: copy.fileName };
    const ctx = systemCtx(db, clock, SEND_QUEUE);
    await recordAudit(trx, ctx, {
      ...{ action: 'backup_copy.failed', entity: 'backup_store', entityId: copy.storeId },
      after,
    });
  });
}
