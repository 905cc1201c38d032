import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, readFile, realpath, stat, writeFile } from 'node:fs/promises';
import { isAbsolute, join, relative } from 'node:path';
import { AppError, platformErrors } from '#platform/errors';
import { backupsErrors } from './errors.ts';

/** Lies in every folder that was chosen. */
export const MARK_FILE = '.lumbung-cadangan';
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;
const WORDS = 'Folder cadangan Lumbung. Jangan hapus berkas ini. / Backup folder of Lumbung. Do not delete this file.';

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

const GONE = ['ENOENT', 'ENODEV', 'ENXIO', 'EIO', 'ENOTDIR', 'ESTALE', 'ENOTCONN', 'EHOSTDOWN', 'ENOTSUP', 'ELOOP'];
const CLOSED = ['EACCES', 'EPERM', 'EROFS'];
const FULL = ['ENOSPC', 'EDQUOT'];

/** What a disk says, as a refusal; null for what is none of the disk's. */
export function refusalOfDisk(error: unknown, folder: string): AppError | null {
  if (error instanceof AppError) return error;
  const code = codeOf(error);
  if (FULL.includes(code)) return backupsErrors.diskFull({ folder });
  if (code === 'EFBIG') return backupsErrors.fileTooLarge({ folder });
  const there = error instanceof Error && 'path' in error && String(error.path).startsWith(folder);
  if (CLOSED.includes(code) && there) return backupsErrors.folderClosed({ folder });
  return GONE.includes(code) && (there || code !== 'ENOENT') ? backupsErrors.folderGone({ folder }) : null;
}

async function markIn(folder: string): Promise<string | null> {
  try {
    return UUID.exec(await readFile(join(folder, MARK_FILE), 'utf8'))?.[0] ?? null;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/**
 * The folder is the one that was chosen, and the disk is there. Throws `backups.folder_gone`, `backups.folder_other` (its mark is missing or
 * another's: the mount point without its disk), `backups.folder_closed`.
 */
export async function requireFolder(folder: string, mark: string): Promise<void> {
  try {
    if (!(await stat(folder)).isDirectory()) throw backupsErrors.folderGone({ folder });
    if ((await markIn(folder)) !== mark) throw backupsErrors.folderOther({ folder });
    await access(folder, constants.W_OK);
  } catch (error) {
    throw refusalOfDisk(error, folder) ?? error;
  }
}

/**
 * Marks a folder as the one for backups. One that has a mark keeps it: several disks may take turns at one place.
 * @param mark of the schedule so far, if there is one
 * @param keptOut the data folder: what is in it is lost with it
 * @returns the mark that is in the folder now
 */
export async function chooseFolder(folder: string, mark: string | null, keptOut: string): Promise<string> {
  const refuse = (reason: string): Error => platformErrors.invalidInput({}, { folder: reason });
  if (!isAbsolute(folder)) throw refuse('folder_not_whole');
  try {
    if (!(await stat(folder)).isDirectory()) throw refuse('folder_missing');
    const within = relative(await realpath(keptOut), await realpath(folder));
    if (!within.startsWith('..') && !isAbsolute(within)) throw refuse('folder_of_data');
    const there = await markIn(folder);
    if (there !== null) {
      await access(folder, constants.W_OK);
      return there;
    }
    const own = mark ?? randomUUID();
    await writeFile(join(folder, MARK_FILE), `${WORDS}\n${own}\n`, { flag: 'wx', mode: 0o644, flush: true });
    return own;
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (CLOSED.includes(codeOf(error))) throw refuse('folder_closed');
    throw refuse('folder_missing');
  }
}

/** Does the folder lie on the same disk as the data? Then one broken disk takes both. */
export async function sharesDisk(folder: string, dataDir: string): Promise<boolean> {
  const [one, other] = await Promise.all([folder, dataDir].map(async (path) => stat(path).catch(() => null)));
  return one?.dev !== undefined && one.dev === other?.dev;
}
