import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { bundledNative, OUTSIDE, type Place } from './postgres-place.ts';
import { canReach, stageBinaries } from './stage.ts';

const VERSION = 'LUMBUNG_VERSION';
const folderOf = (dataDir: string, major: number): string => join(dataDir, `postgres-${major}`);

/** The same file under another name; copied where the disk is another one. */
function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}

/**
 * Keeps the programs of the bundled PostgreSQL in the data folder, as second names of the same files: a release that comes with a later major
 * version of PostgreSQL cannot read this cluster, and takes what is in it out with them.
 */
export function keepPrograms(dataDir: string): void {
  const { dir, version } = bundledNative();
  const folder = folderOf(dataDir, Number.parseInt(version, 10));
  const stamp = join(folder, VERSION);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === version) return;
  const part = `${folder}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { recursive: true, mode: 0o755 });
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    const from = join(entry.parentPath, entry.name);
    const to = join(part, from.slice(dir.length + 1));
    mkdirSync(dirname(to), { recursive: true, mode: 0o755 });
    if (entry.isSymbolicLink()) symlinkSync(readlinkSync(from), to);
    else if (entry.isFile()) linkOrCopy(from, to);
  }
  writeFileSync(join(part, VERSION), version, { flush: true });
  // never without any: what is replaced goes when the other has its name
  const before = `${folder}.lama`;
  rmSync(before, { recursive: true, force: true });
  if (existsSync(folder)) renameSync(folder, before);
  renameSync(part, folder);
  rmSync(before, { recursive: true, force: true });
}

/** The programs of an earlier major version that were kept, for its cluster; null where there are none. */
export function oldPrograms(dataDir: string, major: number, { clusterDir, who }: Place): Place | null {
  const kept = folderOf(dataDir, major);
  if (!existsSync(join(kept, 'bin/postgres'))) return null;
  const dir =
    !who || canReach(join(kept, 'bin'), who) ? kept : stageBinaries(kept, join(OUTSIDE, `postgres-lama-${major}`));
  return { clusterDir, bin: join(dir, 'bin'), who };
}

/** They are of no use any more. */
export function dropPrograms(dataDir: string, major: number): void {
  rmSync(folderOf(dataDir, major), { recursive: true, force: true });
}
