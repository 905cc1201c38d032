import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { openPromise, type Entry } from 'yauzl';
import { AppError } from '#platform/errors';
import { slimsErrors } from '../errors.ts';
import { tarHeader, TAR_BLOCK as BLOCK } from './tar-header.ts';

/** More than any library's database writes, and more than a full disk should be read for. */
export const MOST_BYTES = 8 * 1024 ** 3;
/** Not the shadows that a Mac lays beside each file. */
const isSql = (name: string): boolean => /(?:^|\/)[^./][^/]*\.sql$/i.test(name) && !name.startsWith('__MACOSX/');

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(BLOCK), 0, BLOCK, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function* bytesOf(stream: AsyncIterable<unknown>): AsyncGenerator<Uint8Array> {
  for await (const chunk of stream) if (chunk instanceof Uint8Array) yield chunk;
}

async function* unzipped(path: string): AsyncGenerator<Uint8Array> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false });
  try {
    const dumps: Entry[] = [];
    for await (const entry of zip.eachEntry()) if (isSql(entry.fileName)) dumps.push(entry);
    const [dump, another] = dumps;
    if (!dump) throw slimsErrors.noDumpInside();
    // of a folder of backups nobody could say which one was meant
    if (another)
      throw slimsErrors.severalDumps({
        names: dumps
          .map(({ fileName }) => fileName)
          .join(', ')
          .slice(0, 200),
      });
    if (dump.isEncrypted()) throw slimsErrors.packedLocked();
    yield* bytesOf(await zip.openReadStreamPromise(dump));
  } finally {
    zip.close();
  }
}

/** The first SQL file of a tar archive; files before it are gone past. */
async function* untarred(first: Buffer, rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  let bytes = first;
  const fill = async (): Promise<boolean> => {
    const next = await rest.next();
    if (next.done) return false;
    bytes = Buffer.concat([bytes, next.value]);
    return true;
  };
  for (;;) {
    while (bytes.length < BLOCK) if (!(await fill())) throw slimsErrors.noDumpInside();
    const { name, size, isFile } = tarHeader(bytes);
    bytes = bytes.subarray(BLOCK);
    const isDump = isFile && isSql(name);
    let left = isDump ? size : Math.ceil(size / BLOCK) * BLOCK;
    while (left > 0) {
      if (bytes.length === 0 && !(await fill())) return;
      const part = bytes.subarray(0, left);
      if (isDump) yield part;
      left -= part.length;
      bytes = bytes.subarray(part.length);
    }
    if (isDump) return;
  }
}

/** What looks like a tar archive inside is opened; anything else is the dump itself. */
async function* insideTar(stream: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  let first = Buffer.alloc(0);
  while (first.length < BLOCK) {
    const next = await stream.next();
    if (next.done) break;
    first = Buffer.concat([first, next.value]);
  }
  if (first.toString('latin1', 257, 262) === 'ustar') {
    yield* untarred(first, stream);
    return;
  }
  yield first;
  yield* stream;
}

async function* counted(stream: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  let total = 0;
  for await (const chunk of stream) {
    total += chunk.length;
    if (total > MOST_BYTES) throw slimsErrors.tooLarge({ gigabytes: MOST_BYTES / 1024 ** 3 });
    yield chunk;
  }
}

/** What is wrong with the packed file itself; a disk that does not answer is another matter. */
const isBroken = (error: unknown): boolean =>
  !(error instanceof AppError) &&
  error instanceof Error &&
  (!('code' in error) || /^(?:Z_|ERR_)/.test(String(error.code)));

/**
 * The bytes of a dump, as it is or in a gz, tar or zip archive (known by what they hold, not by their names), unpacked as they are read.
 * Refuses what is damaged, holds no SQL file, several in a zip, or is too large.
 */
export async function* openDump(path: string): AsyncGenerator<Uint8Array> {
  const head = await headOf(path);
  const isGzip = head[0] === 0x1f && head[1] === 0x8b;
  const isZip = head.toString('latin1', 0, 4) === 'PK\x03\x04';
  const file = createReadStream(path, { highWaterMark: 1024 * 1024 });
  try {
    // a disk that fails ends what is unpacked as well
    const plain = isGzip ? pipeline(file, createGunzip({ chunkSize: 256 * 1024 }), () => undefined) : file;
    yield* counted(isZip ? unzipped(path) : insideTar(bytesOf(plain)));
  } catch (error) {
    if ((isZip || isGzip) && isBroken(error)) throw slimsErrors.packedBroken();
    throw error;
  } finally {
    file.destroy();
  }
}
