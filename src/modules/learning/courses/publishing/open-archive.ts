import { open, readFile } from 'node:fs/promises';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { AppError } from '#platform/errors';
import { ARCHIVE_MEGABYTES } from '../client.ts';
import { courseErrors } from '../errors.ts';
import { ARCHIVE_JSON } from '../schema.ts';

/** More lies in no archive of a course: pictures, files and two captions of each. */
const MOST_ENTRIES = 1000;
const JSON_BYTES = 24 * 1024 * 1024;
/** All that is taken out of it together: what is packed is words and drawings. */
const MOST_BYTES = (ARCHIVE_MEGABYTES + 50) * 1024 * 1024;

/** Bytes as they come. */
type Bytes = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** What a file holds that should be an archive of a course. */
export interface OpenArchive {
  /** What stands in it, as it came. */
  json: unknown;
  /**
   * A file of it, never more of it than it says. Throws `courses.archive_file_missing`, `archive_file_large`, and `archive_unreadable` while it is
   * read. @param most bytes
   */
  file(name: string, most: number): Promise<Bytes>;
}

const unreadable = (where: string): never => {
  throw courseErrors.archiveUnreadable({ where });
};

/** A disk that does not answer is no fault of the file; what was said more precisely stays. */
const brokenAt =
  (where: string) =>
  (error: unknown): never => {
    if (error instanceof AppError || (error instanceof Error && 'syscall' in error)) throw error;
    return unreadable(where);
  };

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return unreadable(ARCHIVE_JSON);
  }
}

/** By their names. Names that lead out of it, that come twice or that only who has a password reads are refused, whether they are needed or not. */
async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  if (zip.entryCount > MOST_ENTRIES) unreadable('ZIP');
  for await (const entry of zip.eachEntry()) {
    if (entries.has(entry.fileName) || entry.isEncrypted()) unreadable(entry.fileName.slice(0, 100));
    entries.set(entry.fileName, entry);
  }
  return entries;
}

async function* bytesOf(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of await zip.openReadStreamPromise(entry)) if (chunk instanceof Uint8Array) yield chunk;
  } catch (error) {
    brokenAt(entry.fileName.slice(0, 100))(error);
  }
}

/** All bytes of a file of an archive. */
export async function wholeOf(bytes: Bytes): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function usingZip<T>(zip: ZipFile, use: (archive: OpenArchive) => Promise<T>): Promise<T> {
  const entries = await entriesOf(zip).catch(brokenAt('ZIP'));
  let left = MOST_BYTES;
  const file = async (name: string, most: number): Promise<Bytes> => {
    const entry = entries.get(name);
    if (!entry) throw courseErrors.archiveFileMissing({ name });
    // what it says of itself; while it is read it is held to it
    left -= entry.uncompressedSize;
    if (entry.uncompressedSize > most || left < 0) throw courseErrors.archiveFileLarge({ name });
    return Promise.resolve(bytesOf(zip, entry));
  };
  return use({ json: parsed(await wholeOf(await file(ARCHIVE_JSON, JSON_BYTES))), file });
}

/** Whether a file begins as ZIP files do. */
async function isZip(path: string): Promise<boolean> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return bytesRead === 4 && buffer.toString('latin1') === 'PK\u0003\u0004';
  } finally {
    await handle.close();
  }
}

/**
 * Opens an archive for the time of `use`: a ZIP file, or its JSON alone, in which nothing lies beside the words. Throws
 * `courses.archive_unreadable` and what {@link OpenArchive} says.
 */
export async function withArchive<T>(
  { path, sizeBytes }: { path: string; sizeBytes: number },
  use: (archive: OpenArchive) => Promise<T>,
): Promise<T> {
  if (await isZip(path)) {
    const zip = await openPromise(path, { lazyEntries: true, autoClose: false }).catch(brokenAt('ZIP'));
    try {
      return await usingZip(zip, use);
    } finally {
      zip.close();
    }
  }
  if (sizeBytes > JSON_BYTES) unreadable(ARCHIVE_JSON);
  return use({ json: parsed(await readFile(path)), file: missingFile });
}

/** Where there are words alone. */
export const missingFile: OpenArchive['file'] = async (name) =>
  Promise.reject(courseErrors.archiveFileMissing({ name }));
