import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { STORAGE_KEY } from '../storage.ts';
import { backupErrors } from './errors.ts';
import { walkArchive } from './read-archive.ts';
import type { SealKey } from './seal.ts';

const FILES = 'files/';

/** The key of a stored file, of the part that holds it. Throws `backup.altered`. */
export function storageKeyOf(part: string): string {
  const key = part.slice(FILES.length);
  if (!STORAGE_KEY.test(key)) throw backupErrors.altered({ part });
  return key;
}

/** Lays a file into its place, whole or not at all. */
export async function storeFile(target: string, content: AsyncIterable<Buffer>): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const draft = `${target}.part`;
  try {
    await pipeline(Readable.from(content), createWriteStream(draft, { mode: 0o600, flush: true }));
    await rename(draft, target);
  } finally {
    await rm(draft, { force: true });
  }
}

/** Takes the uploaded files of a backup back, and nothing else of it. Throws what `walkArchive` throws, and `backup.altered`. */
export async function restoreFiles(path: string, key: SealKey | null, filesDir: string): Promise<void> {
  await walkArchive(
    path,
    async (part, content) => {
      if (part.startsWith(FILES)) await storeFile(join(filesDir, storageKeyOf(part)), content);
      else for await (const chunk of content) void chunk;
    },
    key,
  );
}
