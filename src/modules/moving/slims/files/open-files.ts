import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { slimsErrors } from '#modules/moving/engine';
import { BrokenArchive, bytesOf, codeOf, type FileSource, type FoundFile } from './found-file.ts';
import { folderSource } from './read-folder.ts';
import { filesOfTar } from './read-tar.ts';
import { filesOfZip } from './read-zip.ts';

const GIGABYTE = 1024 ** 3;
/** More than any library's pictures take; a small archive that unpacks to more is no such thing. */
const MOST_GIGABYTES = 256;
/** Pictures cannot be packed closer: what unpacks to a hundred times its size, and to more than a gigabyte, holds none. */
const CLOSEST = 100;

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function* counted(bytes: AsyncIterable<Uint8Array>, packed: number): AsyncGenerator<Uint8Array> {
  const most = Math.min(Math.max(packed * CLOSEST, GIGABYTE), MOST_GIGABYTES * GIGABYTE);
  let total = 0;
  for await (const piece of bytes) {
    if ((total += piece.length) > most) throw slimsErrors.filesTooLarge({ gigabytes: Math.floor(most / GIGABYTE) });
    yield piece;
  }
}

async function* unpacked(path: string, isGzip: boolean): AsyncGenerator<FoundFile> {
  const file = createReadStream(path, { highWaterMark: 1024 * 1024 });
  try {
    // a disk that fails ends what is unpacked as well
    const plain = isGzip ? pipeline(file, createGunzip({ chunkSize: 256 * 1024 }), () => undefined) : file;
    yield* filesOfTar(counted(bytesOf(plain), (await stat(path)).size));
  } finally {
    file.destroy();
  }
}

const isBroken = (error: unknown): boolean => error instanceof BrokenArchive || /^(?:Z_|ERR_)/.test(codeOf(error));

const archiveSource = (path: string): FileSource => ({
  async *files() {
    try {
      const head = await headOf(path);
      if (head.toString('latin1', 0, 2) === 'PK') yield* filesOfZip(path);
      else yield* unpacked(path, head[0] === 0x1f && head[1] === 0x8b);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') throw slimsErrors.filesGone();
      throw isBroken(error) ? slimsErrors.filesBroken() : error;
    }
  },
  isThere: async () => (await stat(path).catch(() => null))?.isFile() ?? false,
});

/**
 * Opens a folder, or a zip, tar or tar.gz archive (known by what it holds, not by its name) of files of SLiMS. Refuses `slims.files_missing`; going
 * through the files refuses `slims.files_broken`, `slims.files_too_large` and `slims.files_gone`.
 */
export async function openFiles(path: string): Promise<FileSource> {
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory()) return folderSource(path);
  if (!found?.isFile()) throw slimsErrors.filesMissing({}, { files: 'unknown' });
  return archiveSource(path);
}
