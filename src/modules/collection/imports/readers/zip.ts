import { openPromise, type Entry } from 'yauzl';

export interface ZipFile {
  /** By their names; encrypted ones are left out. */
  entries: ReadonlyMap<string, Entry>;
  /** The content, inflated while it is read. @param onBytes how many packed bytes were read, as a share of what is unpacked */
  stream(entry: Entry, onBytes?: (count: number) => void): AsyncGenerator<Uint8Array>;
  close(): void;
}

/** The file is no ZIP file, or one that is broken or encrypted. */
export class NotAZipFile extends Error {}

/** A workbook has some hundred parts with short names. */
const MOST_ENTRIES = 10_000;
const broken = (): never => {
  throw new NotAZipFile();
};
/** What is wrong with the file itself; a disk that does not answer is another matter. */
const refused = (error: unknown): never => {
  const isSystems = error instanceof Error && 'syscall' in error;
  throw isSystems ? error : new NotAZipFile();
};

/** Opens a ZIP file by its directory; nothing is unpacked before it is asked for. Throws {@link NotAZipFile}. */
export async function openZip(path: string): Promise<ZipFile> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false }).catch(refused);
  try {
    if (zip.entryCount > MOST_ENTRIES) broken();
    const entries = new Map<string, Entry>();
    for await (const entry of zip.eachEntry()) if (!entry.isEncrypted()) entries.set(entry.fileName, entry);
    return {
      entries,
      async *stream(entry, onBytes) {
        const packed = entry.compressedSize / Math.max(entry.uncompressedSize, 1);
        let [unpacked, told] = [0, 0];
        try {
          for await (const chunk of await zip.openReadStreamPromise(entry)) {
            if (!(chunk instanceof Uint8Array)) continue;
            yield chunk;
            unpacked += chunk.length;
            const read = Math.round(unpacked * packed);
            onBytes?.(read - told);
            told = read;
          }
        } catch (error) {
          refused(error);
        }
      },
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    return refused(error);
  }
}
