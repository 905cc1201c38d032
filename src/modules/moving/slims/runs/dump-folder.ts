import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '#platform/config';
import type { Ctx } from '#platform/context';
import type { DumpFile } from '../client.ts';
import { slimsErrors } from '../errors.ts';
import { mayMigrate } from './may-migrate.ts';

/** Below the data folder; whoever copies a dump to the machine itself puts it there. */
const FOLDER = 'pindahan';
const MOST_SHOWN = 100;
/** What dumps are called. What they are is seen by their bytes. */
const DUMP = /\.(?:sql|gz|tgz|tar|zip)$/i;

type DataFolder = Pick<Config, 'dataDir'>;

const isGone = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');

/** Plain files alone: a link could lead out of the folder. Newest first; none where there is no folder. */
async function dumpsIn({ dataDir }: DataFolder): Promise<DumpFile[]> {
  const folder = join(dataDir, FOLDER);
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (isGone(error)) return [];
    throw error;
  });
  const names = entries.filter((one) => one.isFile() && DUMP.test(one.name) && !one.name.startsWith('.'));
  const dumps = names.map(async ({ name }): Promise<DumpFile[]> => {
    // whoever took it away meanwhile has it
    const file = await lstat(join(folder, name)).catch(() => null);
    return file?.isFile() ? [{ name, bytes: file.size, writtenAt: new Date(Math.floor(file.mtimeMs)) }] : [];
  });
  return (await Promise.all(dumps)).flat().toSorted((a, b) => b.writtenAt.getTime() - a.writtenAt.getTime());
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
