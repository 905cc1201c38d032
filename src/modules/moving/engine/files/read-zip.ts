import { getFileNameLowLevel, openPromise, type Entry } from 'yauzl';
import { BrokenArchive, bytesOf, codeOf, UnreadableFile, type FoundFile } from './found-file.ts';

/** Of the bits in which Unix keeps what a file is: `S_IFMT`, `S_IFREG`. Zero where the archive comes from elsewhere. */
const KIND = 0o170_000;
const PLAIN = 0o100_000;

const isPlain = ({ externalFileAttributes }: Entry, path: string): boolean => {
  const kind = (externalFileAttributes >>> 16) & KIND;
  return !path.endsWith('/') && (kind === 0 || kind === PLAIN);
};

/** What is wrong with the archive, and not with the disk. */
const broken = (error: unknown): unknown =>
  error instanceof Error && /^(?:Z_|ERR_|$)/.test(codeOf(error)) ? new BrokenArchive(error.message) : error;

/** The files of a zip archive by its list, wherever they lie in it. Names are taken as they are: nothing is ever written to where they point. */
export async function* filesOfZip(path: string): AsyncGenerator<FoundFile> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false, decodeStrings: false }).catch(
    (error: unknown) => {
      throw broken(error);
    },
  );
  try {
    for await (const entry of entriesOf(zip.eachEntry())) {
      const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
      if (!isPlain(entry, name)) continue;
      yield {
        path: name,
        size: async () => Promise.resolve(entry.uncompressedSize),
        async *bytes() {
          if (entry.isEncrypted()) throw new UnreadableFile('forbidden', null);
          try {
            yield* bytesOf(await zip.openReadStreamPromise(entry));
          } catch (error) {
            const trouble = broken(error);
            throw trouble instanceof BrokenArchive ? new UnreadableFile('broken', error) : trouble;
          }
        },
      };
    }
  } finally {
    zip.close();
  }
}

async function* entriesOf(entries: AsyncIterable<Entry>): AsyncGenerator<Entry> {
  try {
    yield* entries;
  } catch (error) {
    throw broken(error);
  }
}
