import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { DbAddress } from '../database/db.ts';
import { withClient } from './scratch.ts';
import { holdsLibrary } from './tables.ts';
import { writeBackup } from './write-backup.ts';

/** Why one is written, as its name says it: before an upgrade, or before another backup takes the place of what is there. */
export type PointReason = 'sebelum-pembaruan' | 'sebelum-diganti';

/** Of the data folder. */
const FOLDER = 'titik-kembali';
const NAME = /^sebelum-(?:pembaruan|diganti)-[0-9T-]+-[0-9a-f]{6}\.tar\.gz(?:\.part)?$/;
/** So many of a kind beside the one that is written. */
const KEPT = 2;
/** Nobody goes back so far, and they hold what people have had erased since. */
const KEPT_MS = 30 * 86_400_000;

export interface PointSource {
  address: DbAddress;
  dataDir: string;
  release: string;
  now: Date;
}

/** Before another one is written: what was never ended goes, and so many stay; a start that fails again and again fills no disk. */
async function keepNewest(folder: string, reason: PointReason): Promise<void> {
  const names = (await readdir(folder)).filter((name) => NAME.test(name));
  // their names begin with the instant
  const whole = names.filter((name) => name.startsWith(reason) && !name.endsWith('.part')).toSorted();
  const gone = [...names.filter((name) => name.endsWith('.part')), ...whole.slice(0, -KEPT)];
  for (const name of gone) await rm(join(folder, name), { force: true });
}

/**
 * Writes the rows as they are now into the data folder, where they can be gone back to. Uploaded files stay where they are: what changes rows
 * changes no file. Whoever can read the data folder can read it; the keys do not go along.
 * @returns where it lies; null where there is no library yet
 */
export async function writeRestorePoint(
  { address, dataDir, release, now }: PointSource,
  reason: PointReason,
): Promise<{ path: string; sizeBytes: number } | null> {
  if (!(await withClient(address, holdsLibrary))) return null;
  const folder = join(dataDir, FOLDER);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await keepNewest(folder, reason);
  const stamp = now.toISOString().slice(0, 19).replaceAll(':', '');
  const path = join(folder, `${reason}-${stamp}-${randomBytes(3).toString('hex')}.tar.gz`);
  const { sizeBytes } = await writeBackup({ address, filesDir: null, release, now, keys: null }, path);
  return { path, sizeBytes };
}

/** Deletes restore points that have had their time, also those that a wrong clock has dated, and halves of those that were never ended. */
export async function clearRestorePoints(dataDir: string, now: Date): Promise<void> {
  const folder = join(dataDir, FOLDER);
  const names = (await readdir(folder).catch(() => [])).filter((name) => NAME.test(name));
  const points = await Promise.all(
    names.map(async (name) => ({ path: join(folder, name), at: (await stat(join(folder, name))).mtime })),
  );
  for (const { path, at } of points)
    if (Math.abs(now.getTime() - at.getTime()) > KEPT_MS) await rm(path, { force: true });
}
