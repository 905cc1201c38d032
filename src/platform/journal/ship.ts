import { randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sealing } from '../backup/seal.ts';
import { isSegment } from './segments.ts';
import type { Waiting } from './spool.ts';

/** In the folder of backups. */
const FOLDER = 'jurnal';
const ENDING = '.gz.age';
const DRAFT_MS = 3_600_000;

export const journalFolder = (folder: string): string => join(folder, FOLDER);

/**
 * Takes a piece out of the spool into the folder, sealed for the keys of every base that may need it. It leaves the spool when it lies there
 * whole; done again it does the same.
 * @returns false: somebody else has taken it
 */
export async function shipPiece(
  { name, path }: Pick<Waiting, 'name' | 'path'>,
  folder: string,
  recipients: readonly string[],
): Promise<boolean> {
  if (!existsSync(path)) return false;
  await mkdir(journalFolder(folder), { recursive: true, mode: 0o700 });
  const target = join(journalFolder(folder), `${name}${ENDING}`);
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
  await rm(path, { force: true });
  return true;
}

/** Pieces that lie in a folder, by their names. */
export async function shippedPieces(folder: string): Promise<string[]> {
  const files = await readdir(journalFolder(folder)).catch(() => []);
  return files
    .filter((file) => file.endsWith(ENDING))
    .map((file) => file.slice(0, -ENDING.length))
    .toSorted();
}

export const piecePath = (folder: string, name: string): string => join(journalFolder(folder), `${name}${ENDING}`);

/** What a taking left that was killed; one that is at work is younger. */
async function clearDrafts(folder: string, now: Date): Promise<void> {
  for (const file of await readdir(journalFolder(folder)).catch(() => [])) {
    const path = join(journalFolder(folder), file);
    const found = file.endsWith('.part') ? await stat(path).catch(() => null) : null;
    if (found && now.getTime() - found.mtimeMs > DRAFT_MS) await rm(path, { force: true });
  }
}

/** Deletes the pieces that no base needs any more. @param first the oldest one that is needed; null = none is */
export async function clearPieces(folder: string, first: string | null, now: Date): Promise<void> {
  await clearDrafts(folder, now);
  for (const name of await shippedPieces(folder))
    if (isSegment(name) && (first === null || name < first)) await rm(piecePath(folder, name), { force: true });
}
