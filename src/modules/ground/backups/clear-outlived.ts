import { stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { recordAudit } from '#modules/ground/audit';
import { networkZone } from '#modules/ground/libraries';
import { fileSum } from '#platform/backup/file-sum';
import { systemCtx } from '#platform/context';
import { Round } from '#platform/database/round';
import type { Services } from '#platform/services';
import { noteRemoved, selectKept, type BackupRun } from './data/runs.queries.ts';
import type { StoredPlan } from './data/plan.queries.ts';
import { requireFolder } from './folder.ts';
import { outlived } from './rules/retention.ts';

const NAME = 'backups.clear';

/** Whether the file of a run lies in the folder now: disks take turns, and people move files. */
async function isThere({ folder, fileName, sizeBytes }: BackupRun): Promise<boolean> {
  const found = await stat(join(folder, fileName)).catch(() => null);
  return found !== null && found.isFile() && found.size === sizeBytes;
}

/**
 * Deletes backups of a folder that have had their time. Only what stands in our list, bears its name and is what we wrote to the last byte is
 * deleted; counted are those that are there, so that the newest one of each disk stays.
 */
export async function clearOutlived(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  { folder, folderMark }: Pick<StoredPlan, 'folder' | 'folderMark'>,
): Promise<void> {
  await requireFolder(folder, folderMark);
  const there: (BackupRun & { madeAt: Date })[] = [];
  for (const run of await selectKept(db, folder)) {
    if (run.madeAt !== null && (await isThere(run))) there.push({ ...run, madeAt: run.madeAt });
  }
  const round = new Round({ requestId: NAME });
  await round.each(outlived(there, await networkZone(db)), async ({ id, fileName, sha256 }) => {
    const path = join(folder, fileName);
    if ((await fileSum(path)).sha256 !== sha256) return;
    await unlink(path);
    await db.transaction().execute(async (trx) => {
      await noteRemoved(trx, id, clock.now());
      const ctx = systemCtx(db, clock, NAME);
      await recordAudit(trx, ctx, { action: 'backup.removed', entity: 'backup', entityId: id, after: { fileName } });
    });
  });
  round.end();
}
