import { join } from 'node:path';
import { writeRestorePoint } from '#platform/backup/restore-point';
import type { Config } from '#platform/config';
import type { Db, DbAddress } from '#platform/database/db';
import { migrate, pendingMigrations } from '#platform/database/migrate';
import { releaseOf } from '#platform/release';
import { StartTrouble } from '#platform/start-trouble';
import { explainStart } from './explain-start.ts';
import type { Phase } from './phases.ts';

export interface UpgradeOptions {
  say?: (line: string) => void;
  /** Told what is done next, where it may take long. */
  phase?: (phase: Phase) => void;
}
type Place = Pick<Config, 'root' | 'dataDir' | 'backupBeforeUpgrade'>;

/** The way back, or nothing: without it the data are not touched. */
async function writePoint(config: Place, address: DbAddress, now: Date): Promise<string | null> {
  try {
    const { dataDir } = config;
    const point = await writeRestorePoint({ address, dataDir, release: releaseOf(config), now }, 'sebelum-pembaruan');
    return point?.path ?? null;
  } catch (error) {
    const reason = explainStart(error, null) ?? (error instanceof Error ? error.message : String(error));
    throw new StartTrouble(
      `Sebelum pembaruan datanya dicadangkan dulu, dan itu gagal: ${reason} Datanya belum disentuh. Betulkan itu, atau buat cadangan sendiri lalu jalankan dengan BACKUP_BEFORE_UPGRADE=no. / ` +
        `Before an upgrade the data are backed up, and that failed (see above). Nothing was touched. Mend it, or make a backup yourself and start with BACKUP_BEFORE_UPGRADE=no.`,
      { cause: error },
    );
  }
}

/**
 * Brings the database up to this release. What an earlier release has written is backed up first; all migrations run in one transaction, so that
 * a failure leaves the data as they were. Throws {@link StartTrouble}, with the way back.
 * @param folder of the migrations
 * @returns the names of the migrations that ran
 */
export async function upgradeDatabase(
  { db, address }: { db: Db; address: DbAddress },
  config: Place,
  now: Date,
  { say, phase }: UpgradeOptions,
  folder = join(config.root, 'db/migrations'),
): Promise<string[]> {
  const pending = await pendingMigrations(db, folder);
  let point: string | null = null;
  if (pending.length > 0 && config.backupBeforeUpgrade) {
    phase?.('backup');
    point = await writePoint(config, address, now);
    if (point)
      say?.(`Dicadangkan sebelum pembaruan: ${point}\nBacked up before the upgrade (how to go back: docs/upgrade.md).`);
  }
  phase?.('migrations');
  try {
    return await migrate(db, folder);
  } catch (error) {
    if (point === null || !(error instanceof StartTrouble)) throw error;
    throw new StartTrouble(
      `${error.message}\nCadangan sebelum pembaruan / the backup of before the upgrade: ${point}`,
      { cause: error },
    );
  }
}
