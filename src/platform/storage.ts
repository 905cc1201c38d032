import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { dirname, join, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';

/** Uploaded files: opaque keys, files in the data folder. A key never contains anything that a user typed. */
export interface Storage {
  /** Stores a stream under a new key: `<area>/<two letters>/<uuid>`. Nothing is left behind when the stream fails. */
  put(area: string, source: Readable | Uint8Array): Promise<{ key: string; sizeBytes: number }>;
  /** @param part only these bytes, the last one included */
  open(key: string, part?: { start: number; end: number }): Readable;
  /** The file's place on disk, for tools that need a path. */
  path(key: string): string;
  size(key: string): Promise<number>;
  remove(key: string): Promise<void>;
  /** Removes files of an area that were written so many hours ago and that nobody keeps: a process that was killed left them behind. */
  clear(area: string, which: { hours: number; keep: ReadonlySet<string> }): Promise<void>;
}

/** `<area>/<two letters>/<uuid>`: whatever else is in the folder is no stored file. */
export const STORAGE_KEY = /^[a-z-]+\/[0-9a-f]{2}\/[0-9a-f-]{36}$/;

/** By two letters and name; none where the area has never been written to. */
async function filesOf(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  return found.map((name) => name.replaceAll(sep, '/'));
}

export function fileStorage(folder: string): Storage {
  const path = (key: string): string => {
    if (!STORAGE_KEY.test(key)) throw new Error(`not a storage key: ${key}`);
    return join(folder, key);
  };
  return {
    path,
    async put(area, source) {
      const id = randomUUID();
      const key = `${area}/${id.slice(0, 2)}/${id}`;
      const target = path(key);
      const partial = `${target}.part`;
      await mkdir(dirname(target), { recursive: true, mode: 0o700 });
      try {
        await pipeline(
          source instanceof Uint8Array ? [source] : source,
          createWriteStream(partial, { flush: true, mode: 0o600 }),
        );
        await rename(partial, target);
      } catch (error) {
        await rm(partial, { force: true });
        throw error;
      }
      return { key, sizeBytes: (await stat(target)).size };
    },
    open: (key, part) => createReadStream(path(key), part),
    size: async (key) => (await stat(path(key))).size,
    remove: async (key) => rm(path(key), { force: true }),
    async clear(area, { hours, keep }) {
      const before = Date.now() - hours * 3_600_000;
      for (const name of await filesOf(join(folder, area))) {
        // a file that was not written to its end bears its key and `.part`
        const key = `${area}/${name}`;
        if (keep.has(key) || !STORAGE_KEY.test(key.replace(/\.part$/, ''))) continue;
        // whoever removed it meanwhile has done it for us
        const written = await stat(join(folder, key)).catch(() => null);
        if (written && written.mtimeMs < before) await rm(join(folder, key), { force: true });
      }
    },
  };
}
