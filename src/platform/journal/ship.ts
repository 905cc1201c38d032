import { randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sealing } from '../backup/seal.ts';
import { isPiece, isSegment } from './segments.ts';
import type { Waiting } from './spool.ts';

/** In the folder of backups; in it one folder for each cluster, which numbers its pieces by itself, and for each time that one was restored. */
const FOLDER = 'jurnal';
const ENDING = '.gz.age';
const DRAFT_MS = 3_600_000;

/** Where bases and pieces of a cluster lie. @param systemId of the cluster, and of its restoring */
export const journalFolder = (folder: string, systemId: string): string => join(folder, FOLDER, systemId);

/** Every cluster that has left a journal in a folder of backups, as paths. */
export async function journalFolders(folder: string): Promise<string[]> {
  const entries = await readdir(join(folder, FOLDER), { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, FOLDER, name));
}

export const piecePath = (journal: string, name: string): string => join(journal, `${name}${ENDING}`);

async function sealInto(path: string, target: string, recipients: readonly string[]): Promise<void> {
  // of this taking alone: two at once must not write into one file
  const draft = `${target}.${randomBytes(4).toString('hex')}.part`;
  const source = createReadStream(path);
  try {
    await pipeline(
      Readable.from(sealing(source as AsyncIterable<Buffer>, { recipients })),
      createWriteStream(draft, { mode: 0o600, flush: true }),
    );
    await rename(draft, target);
  } finally {
    source.destroy();
    await rm(draft, { force: true });
  }
}

/**
 * Takes a piece out of the spool into the journal, sealed for the keys of every base that may need it. It leaves the spool when it lies there
 * whole and that was noted; done again it does the same. One that lies there already stays as it is: bases that came later do not need it.
 * @returns false: somebody else has taken it
 */
export async function shipPiece(
  { name, path }: Pick<Waiting, 'name' | 'path'>,
  journal: string,
  recipients: readonly string[],
  noted: () => Promise<void>,
): Promise<boolean> {
  if (!existsSync(path)) return false;
  await mkdir(journal, { recursive: true, mode: 0o700 });
  const target = piecePath(journal, name);
  if (!existsSync(target)) await sealInto(path, target, recipients);
  await noted();
  await rm(path, { force: true });
  return true;
}

/** Pieces that lie in a journal, by their names. */
export async function shippedPieces(journal: string): Promise<string[]> {
  const files = await readdir(journal).catch(() => []);
  return files
    .filter((file) => file.endsWith(ENDING))
    .map((file) => file.slice(0, -ENDING.length))
    .filter(isPiece)
    .toSorted();
}

/** What a taking left that was killed; one that is at work is younger. */
async function clearDrafts(journal: string, now: Date): Promise<void> {
  for (const file of await readdir(journal).catch(() => [])) {
    const path = join(journal, file);
    const found = file.endsWith('.part') ? await stat(path).catch(() => null) : null;
    if (found && now.getTime() - found.mtimeMs > DRAFT_MS) await rm(path, { force: true });
  }
}

/** Deletes the pieces that no base needs any more. @param first the oldest one that is needed */
export async function clearPieces(journal: string, first: string, now: Date): Promise<void> {
  await clearDrafts(journal, now);
  for (const name of await shippedPieces(journal))
    if (isSegment(name) && name < first) await rm(piecePath(journal, name), { force: true });
}
