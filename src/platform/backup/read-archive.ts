import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { z } from 'zod';
import { backupErrors } from './errors.ts';
import { openedBytes, type SealKey } from './seal.ts';
import {
  HEADER,
  MANIFEST,
  OPEN_FORMAT,
  backupHeader,
  backupManifest,
  type BackupHeader,
  type BackupManifest,
} from './archive-format.ts';

/** A part as it comes by: its bytes must be read, or the next one never comes. */
export type PartReader = (name: string, content: AsyncIterable<Buffer>) => Promise<void>;

/** The headers and the manifest alone are held in memory; neither is ever near this size. */
const LONGEST_JSON = 256 * 1024 * 1024;

/**
 * Walks through the parts in their order. Throws `backup.not_a_backup`, `backup.cut`, `backup.altered`, and what `openedBytes` throws.
 * @param key opens a sealed backup
 */
export async function walkArchive(path: string, read: PartReader, key: SealKey | null = null): Promise<void> {
  const untar = extract();
  let failed: unknown;
  let refused = false;
  const flow = pipeline(openedBytes(path, key), createGunzip(), untar).catch((error: unknown) => {
    failed = error;
  });
  try {
    for await (const entry of untar) {
      try {
        await read(entry.header.name, Readable.from(entry));
      } catch (error) {
        // unless the file itself ended under the reader's hands
        refused = !failed;
        throw error;
      }
      entry.resume();
    }
  } catch (error) {
    await flow;
    throw refused ? error : explain(failed ?? error);
  }
  await flow;
  if (failed) throw explain(failed);
}

/** What streams say of a damaged file, as our refusals. */
function explain(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR') return backupErrors.fileMissing();
  if (code === 'Z_BUF_ERROR' || /unexpected end/i.test(error.message)) return backupErrors.cut();
  if (code === 'Z_DATA_ERROR' && /incorrect header/.test(error.message)) return backupErrors.notABackup();
  if (code.startsWith('Z_') || /invalid tar header/i.test(error.message)) return backupErrors.altered({ part: '' });
  return error;
}

export async function readWhole(content: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of content) {
    size += chunk.length;
    if (size > LONGEST_JSON) throw backupErrors.altered({ part: '' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parse<T extends z.ZodType>(bytes: Buffer, shape: T, part: string): z.output<T> {
  try {
    return shape.parse(JSON.parse(bytes.toString('utf8')));
  } catch {
    throw backupErrors.altered({ part });
  }
}

export interface CheckedArchive {
  header: BackupHeader;
  manifest: BackupManifest;
  /** By what it was opened, for whoever reads it again. */
  key: SealKey | null;
}

/**
 * Reads an archive from its first byte to its last and holds every part against the manifest. Throws `backup.not_a_backup`, `backup.cut`,
 * `backup.altered` (with the part), and what `openedBytes` throws.
 * @param head name of the part that must come first, and what is done with it, and with other small parts
 */
export async function checkParts(
  path: string,
  key: SealKey | null,
  head: { name: string; read: (bytes: Buffer) => void; others?: Record<string, (bytes: Buffer) => void> },
): Promise<BackupManifest> {
  const seen: BackupManifest['parts'] = [];
  let manifest: BackupManifest | undefined;
  await walkArchive(
    path,
    async (name, content) => {
      if (seen.length === 0 && name !== head.name) throw backupErrors.notABackup();
      if (name === MANIFEST) {
        manifest = parse(await readWhole(content), backupManifest, MANIFEST);
        return;
      }
      // what stands behind the manifest was put there by somebody else
      if (manifest) throw backupErrors.altered({ part: name });
      const hash = createHash('sha256');
      let sizeBytes = 0;
      const read = name === head.name ? head.read : head.others?.[name];
      if (read) {
        const bytes = await readWhole(content);
        hash.update(bytes);
        sizeBytes = bytes.length;
        read(bytes);
      } else {
        for await (const chunk of content) {
          hash.update(chunk);
          sizeBytes += chunk.length;
        }
      }
      seen.push({ name, sizeBytes, sha256: hash.digest('hex') });
    },
    key,
  );
  if (seen.length === 0) throw backupErrors.notABackup();
  if (!manifest) throw backupErrors.cut();
  for (const [i, part] of manifest.parts.entries()) {
    const found = seen[i];
    if (!found) throw backupErrors.cut();
    if (found.name !== part.name || found.sizeBytes !== part.sizeBytes || found.sha256 !== part.sha256) {
      throw backupErrors.altered({ part: part.name });
    }
  }
  if (seen.length > manifest.parts.length) throw backupErrors.altered({ part: seen.at(-1)?.name ?? '' });
  return manifest;
}

/**
 * Reads a backup from its first byte to its last and holds every part against the manifest, before anything is done with it.
 * Throws what `checkParts` throws, and `backup.newer`.
 */
export async function checkArchive(path: string, key: SealKey | null = null): Promise<CheckedArchive> {
  let header: BackupHeader | undefined;
  const read = (bytes: Buffer): void => {
    const { format } = parse(bytes, z.object({ format: z.number().int() }), HEADER);
    if (format > OPEN_FORMAT) throw backupErrors.newer({ release: String(format) });
    header = parse(bytes, backupHeader, HEADER);
  };
  const manifest = await checkParts(path, key, { name: HEADER, read });
  if (!header) throw backupErrors.notABackup();
  return { header, manifest, key };
}
