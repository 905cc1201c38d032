import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { digitalErrors } from './errors.ts';

/** More entries than this no book has. */
const MOST_ENTRIES = 5000;

/** A container whose files are read one by one, wherever they lie in it. */
export interface Zip {
  has(path: string): boolean;
  /** A file of the container. Refuses `digital.part_not_found`, and `digital.unreadable` for one that is larger unpacked than `limit`. */
  read(path: string, limit: number): Promise<Buffer>;
}

/** Opens a container for the time of `use`. Refuses `digital.unreadable` for what is none. */
export async function withZip<T>(file: string, use: (zip: Zip) => Promise<T>): Promise<T> {
  const zip = await openPromise(file, { lazyEntries: true, autoClose: false }).catch(unreadable);
  try {
    const entries = await entriesOf(zip).catch(unreadable);
    return await use({
      has: (path) => entries.has(path),
      read: async (path, limit) => readEntry(zip, entries.get(path), limit),
    });
  } finally {
    zip.close();
  }
}

const unreadable = (): never => {
  throw digitalErrors.unreadable();
};

async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  if (zip.entryCount > MOST_ENTRIES) return unreadable();
  for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
  return entries;
}

async function readEntry(zip: ZipFile, entry: Entry | undefined, limit: number): Promise<Buffer> {
  if (!entry) throw digitalErrors.partNotFound();
  // the size that the container claims; yauzl holds the stream to it
  if (entry.uncompressedSize > limit) throw digitalErrors.unreadable();
  try {
    const stream = await zip.openReadStreamPromise(entry);
    const chunks: Buffer[] = [];
    for await (const chunk of stream) if (chunk instanceof Buffer) chunks.push(chunk);
    return Buffer.concat(chunks);
  } catch {
    return unreadable();
  }
}
