import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { slimsErrors } from '../errors.ts';
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

/** Passes on what an archive holds, as long as that can be pictures. @param packed size of the archive @param sizeOf bytes of one */
async function* counted<T>(
  all: AsyncIterable<T>,
  packed: number,
  sizeOf: (one: T) => number | Promise<number>,
): AsyncGenerator<T> {
  const most = Math.min(Math.max(packed * CLOSEST, GIGABYTE), MOST_GIGABYTES * GIGABYTE);
  let total = 0;
  for await (const one of all) {
    if ((total += await sizeOf(one)) > most)
      throw slimsErrors.filesTooLarge({ gigabytes: Math.floor(most / GIGABYTE) });
    yield one;
  }
}

async function* unpacked(path: string, isGzip: boolean): AsyncGenerator<FoundFile> {
  const file = createReadStream(path, { highWaterMark: 1024 * 1024 });
  try {
    // a disk that fails ends what is unpacked as well
    const plain = isGzip ? pipeline(file, createGunzip({ chunkSize: 256 * 1024 }), () => undefined) : file;
    yield* filesOfTar(counted(bytesOf(plain), (await stat(path)).size, ({ length }) => length));
  } finally {
    file.destroy();
  }
}

const isBroken = (error: unknown): boolean => error instanceof BrokenArchive || /^(?:Z_|ERR_)/.test(codeOf(error));

const archiveSource = (path: string): FileSource => ({
  async *files() {
    try {
      const head = await headOf(path);
      const isZip = head.toString('latin1', 0, 2) === 'PK';
      // a file of a zip never unpacks to more than its list says, which is read before anything is written
      if (isZip) yield* counted(filesOfZip(path), (await stat(path)).size, async ({ size }) => size());
      else yield* unpacked(path, head[0] === 0x1f && head[1] === 0x8b);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') throw slimsErrors.filesGone();
      throw isBroken(error) ? slimsErrors.filesBroken() : error;
    }
  },
  closed: new Set(),
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
