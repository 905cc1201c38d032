import type { Dirent, Stats } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '#platform/config';
import type { Ctx } from '#platform/context';
import type { DumpFile, FilesLying } from './client.ts';
import { slimsErrors } from '#modules/moving/engine';
import { mayMigrate } from './may-migrate.ts';

/** Below the data folder; whoever copies a dump to the machine itself puts it there. */
const FOLDER = 'pindahan';
const MOST_SHOWN = 100;
/** What archives of pictures are called. */
const ARCHIVE = /^(?!.*\.sql\.).*\.(?:gz|tgz|tar|zip)$/i;
/** What dumps are called. What they are is seen by their bytes. */
const DUMP = /\.(?:sql|gz|tgz|tar|zip)$/i;

type DataFolder = Pick<Config, 'dataDir'>;

const writtenAt = ({ mtimeMs }: Stats): Date => new Date(Math.floor(mtimeMs));

const isGone = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');

async function entriesOf({ dataDir }: DataFolder): Promise<Dirent[]> {
  const entries = await readdir(join(dataDir, FOLDER), { withFileTypes: true }).catch((error: unknown) => {
    if (isGone(error)) return [];
    throw error;
  });
  return entries.filter(({ name }) => !name.startsWith('.'));
}

const newest = <T extends { writtenAt: Date }>(found: readonly T[]): T[] =>
  found.toSorted((a, b) => b.writtenAt.getTime() - a.writtenAt.getTime());

/** Plain files alone: a link could lead out of the folder. Newest first; none where there is no folder. */
async function dumpsIn(config: DataFolder): Promise<DumpFile[]> {
  const names = (await entriesOf(config)).filter((one) => one.isFile() && DUMP.test(one.name));
  const dumps = names.map(async ({ name }): Promise<DumpFile[]> => {
    // whoever took it away meanwhile has it
    const file = await lstat(join(config.dataDir, FOLDER, name)).catch(() => null);
    return file?.isFile() ? [{ name, bytes: file.size, writtenAt: writtenAt(file) }] : [];
  });
  return newest((await Promise.all(dumps)).flat());
}

/** Folders and archives, none of them a link. */
async function filesIn(config: DataFolder): Promise<FilesLying[]> {
  const names = (await entriesOf(config)).filter(
    (one) => one.isDirectory() || (one.isFile() && ARCHIVE.test(one.name)),
  );
  const found = names.map(async ({ name }): Promise<FilesLying[]> => {
    const one = await lstat(join(config.dataDir, FOLDER, name)).catch(() => null);
    if (one?.isDirectory()) return [{ name, bytes: null, writtenAt: writtenAt(one) }];
    return one?.isFile() ? [{ name, bytes: one.size, writtenAt: writtenAt(one) }] : [];
  });
  return newest((await Promise.all(found)).flat());
}

/** The files in the folder of dumps (`pindahan` in the data folder), newest first. Needs the permissions of {@link mayMigrate}. */
export async function listDumps(ctx: Ctx, config: DataFolder): Promise<DumpFile[]> {
  mayMigrate(ctx);
  return (await dumpsIn(config)).slice(0, MOST_SHOWN);
}

/** The file of that name. What was typed becomes no path: it is one of those that lie there, or `slims.dump_missing`. */
export async function dumpCalled(config: DataFolder, name: string): Promise<DumpFile> {
  const found = (await dumpsIn(config)).find((one) => one.name === name);
  if (!found) throw slimsErrors.dumpMissing({}, { dump: 'unknown' });
  return found;
}

/** Where a file lies that was chosen before. Refuses `slims.file_gone`, and `slims.file_changed` where it is another one now. */
export async function pathOfDump(
  config: DataFolder,
  chosen: { fileName: string; fileBytes: number; writtenAt: Date },
): Promise<string> {
  const found = (await dumpsIn(config)).find((one) => one.name === chosen.fileName);
  if (!found) throw slimsErrors.fileGone();
  if (found.bytes !== chosen.fileBytes || found.writtenAt.getTime() !== chosen.writtenAt.getTime()) {
    throw slimsErrors.fileChanged();
  }
  return join(config.dataDir, FOLDER, found.name);
}

/** Folders and archives in the same folder that may hold pictures of SLiMS, newest first. Needs the permissions of {@link mayMigrate}. */
export async function listFiles(ctx: Ctx, config: DataFolder): Promise<FilesLying[]> {
  mayMigrate(ctx);
  return (await filesIn(config)).slice(0, MOST_SHOWN);
}

/** The folder or archive of that name, as {@link dumpCalled}; or `slims.files_missing`. */
export async function filesCalled(config: DataFolder, name: string): Promise<FilesLying> {
  const found = (await filesIn(config)).find((one) => one.name === name);
  if (!found) throw slimsErrors.filesMissing({}, { files: 'unknown' });
  return found;
}

/**
 * Where the pictures lie that were chosen before. Refuses `slims.files_gone`, and `slims.files_changed` where an archive is another one now; what is in
 * a folder may change, and is judged anew.
 */
export async function pathOfFiles(
  config: DataFolder,
  chosen: { filesName: string; filesBytes: number | null; filesWrittenAt: Date | null },
): Promise<string> {
  const found = (await filesIn(config)).find((one) => one.name === chosen.filesName);
  if (!found) throw slimsErrors.filesGone();
  const isAnother = found.bytes !== null && found.writtenAt.getTime() !== chosen.filesWrittenAt?.getTime();
  if (found.bytes !== chosen.filesBytes || isAnother) throw slimsErrors.filesChanged();
  return join(config.dataDir, FOLDER, found.name);
}
