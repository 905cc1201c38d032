import { readdir, rm, stat } from 'node:fs/promises';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isPiece } from './segments.ts';

/** Beside the cluster: the database writes into it, the worker takes out of it. */
const SPOOL = 'jurnal-antre';
const MARK = 'jurnal.json';
/** So many seconds of work are lost at most, and those until the worker comes by. */
const EVERY_SECONDS = 60;

/** Whether the bundled database of a data folder keeps a journal from its next start on. */
export const wantsJournal = (dataDir: string): boolean => existsSync(join(dataDir, MARK));

/** Has it keep one from its next start on, or none. */
export function setJournal(dataDir: string, on: boolean): void {
  if (on) writeFileSync(join(dataDir, MARK), '{}\n', { mode: 0o600, flush: true });
  else rmSync(join(dataDir, MARK), { force: true });
}

export const spoolOf = (clusterDir: string): string => join(dirname(clusterDir), SPOOL);

/** A path as one word of a shell, within a command in which PostgreSQL fills in `%f` and `%p`. */
export const shellWord = (path: string): string => `'${path.replaceAll("'", "'\\''").replaceAll('%', '%%')}'`;

/** While it lies in the spool, pieces are thrown away: they could not be laid there, and the disk on which people work would be filled. */
export const STOP = 'berhenti';

export const hasStopped = (spool: string): boolean => existsSync(join(spool, STOP));
export const stopSpool = (spool: string): void => writeFileSync(join(spool, STOP), '');

/**
 * Settings with which PostgreSQL lays each piece of its log into the spool when it is full or a minute old: compressed, on the disk, and under its
 * name when it is whole. Done again with the same piece it does the same.
 */
export function archiveSettings(spool: string): Record<string, string> {
  const to = `${shellWord(spool)}/%f.gz`;
  return {
    archive_mode: 'on',
    archive_timeout: String(EVERY_SECONDS),
    archive_command: `test -e ${shellWord(spool)}/${STOP} || { gzip -1 -c "%p" > ${to}.part && sync ${to}.part && mv ${to}.part ${to}; }`,
  };
}

export interface Waiting {
  /** Of the piece, as PostgreSQL calls it. */
  name: string;
  path: string;
  sizeBytes: number;
}

/** Pieces that wait to be taken away, the oldest first; and files that say how timelines part. */
export async function waitingPieces(spool: string): Promise<Waiting[]> {
  const found: Waiting[] = [];
  for (const file of (await readdir(spool).catch(() => [])).toSorted()) {
    const path = join(spool, file);
    // PostgreSQL notes where bases began: nobody reads that
    if (file.endsWith('.backup.gz')) await rm(path, { force: true });
    const name = file.endsWith('.gz') ? file.slice(0, -'.gz'.length) : '';
    if (!isPiece(name)) continue;
    // somebody else may have taken it meanwhile
    const piece = await stat(path).catch(() => null);
    if (piece) found.push({ name, path, sizeBytes: piece.size });
  }
  return found;
}

/** Nobody wants what waits: it goes. */
export async function emptySpool(spool: string): Promise<void> {
  for (const file of await readdir(spool).catch(() => []))
    if (file !== STOP) await rm(join(spool, file), { force: true });
}
