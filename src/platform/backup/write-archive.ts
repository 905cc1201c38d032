import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack } from 'tar-stream';
import { backupErrors } from './errors.ts';
import { sealing, type Seal } from './seal.ts';
import { MANIFEST, type BackupManifest } from './archive-format.ts';

export interface ArchiveWriter {
  /** Adds a part that is at hand whole. */
  add(name: string, content: Uint8Array): Promise<void>;
  /** Adds so many bytes as they come. */
  addBytes(name: string, sizeBytes: number, content: Readable): Promise<void>;
  /** Adds a file of the disk as it is now. */
  addFile(name: string, path: string): Promise<void>;
}

/** The file as it came to lie on the disk. */
export interface WrittenFile {
  sizeBytes: number;
  sha256: string;
}

export interface ArchiveTarget {
  path: string;
  /** null = anybody who has the file can read it. */
  seal: Seal | null;
  signal: AbortSignal | undefined;
}

/** What goes by is counted into a sum. */
const summing = (hash: Hash) =>
  async function* (parts: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const part of parts) {
      hash.update(part);
      yield part;
    }
  };

/**
 * Writes an archive through a draft beside it, so that a file of this name is a whole backup or is not there. The manifest is added at
 * the end. Throws `backup.file_exists`.
 */
export async function writeArchive(
  { path: target, seal, signal }: ArchiveTarget,
  rowsOf: () => Record<string, number>,
  fill: (archive: ArchiveWriter) => Promise<void>,
): Promise<WrittenFile> {
  if (existsSync(target)) throw backupErrors.fileExists({ file: target });
  const draft = `${target}.part`;
  await rm(draft, { force: true });
  const tar = pack();
  const parts: BackupManifest['parts'] = [];
  const addStream = async (name: string, sizeBytes: number, source: Readable, mtime: Date): Promise<void> => {
    const hash = createHash('sha256');
    await pipeline(source, summing(hash), tar.entry({ name, size: sizeBytes, mode: 0o600, mtime }));
    parts.push({ name, sizeBytes, sha256: hash.digest('hex') });
  };
  const add = async (name: string, content: Uint8Array): Promise<void> =>
    addStream(name, content.length, Readable.from([Buffer.from(content)]), new Date(0));
  const addFile = async (name: string, path: string): Promise<void> => {
    const { size, mtime } = await stat(path);
    await addStream(name, size, createReadStream(path), mtime);
  };
  const whole = createHash('sha256');
  const written = pipeline(
    tar,
    createGzip({ level: 4 }),
    async function* (parts: AsyncIterable<Uint8Array>) {
      yield* seal ? sealing(parts, seal) : parts;
    },
    summing(whole),
    createWriteStream(draft, { mode: 0o600, flush: true }),
    signal ? { signal } : {},
  );
  try {
    await Promise.race([
      (async () => {
        await fill({
          add,
          addFile,
          addBytes: async (name, size, content) => addStream(name, size, content, new Date(0)),
        });
        const manifest: BackupManifest = { parts: [...parts], rows: rowsOf() };
        await add(MANIFEST, Buffer.from(JSON.stringify(manifest)));
        tar.finalize();
      })(),
      // a full disk ends the writing; nobody would take what is added then
      written,
    ]);
    await written;
    await rename(draft, target);
    return { sizeBytes: (await stat(target)).size, sha256: whole.digest('hex') };
  } finally {
    tar.destroy();
    await written.catch(() => undefined);
    await rm(draft, { force: true });
  }
}
