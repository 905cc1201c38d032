/** A file that lies in a folder or an archive. */
export interface FoundFile {
  /** Where it lies there; `/` between the folders, whatever its makers wrote. */
  path: string;
  size: () => Promise<number>;
  /** Its bytes; of an archive that is read from its beginning only until the next file is asked for. */
  bytes: () => AsyncIterable<Uint8Array>;
}

/** Files in a folder or an archive, gone through from the first to the last, as often as wanted. Links, folders and devices are no files. */
export interface FileSource {
  files: () => AsyncIterable<FoundFile>;
  /** Folders that nobody may look into, as far as they were met: what lies there is not among the files. */
  closed: ReadonlySet<string>;
  /** Is it still there? */
  isThere: () => Promise<boolean>;
}

/** The archive is damaged, or its end is missing. */
export class BrokenArchive extends Error {}

/** A file that cannot be read, whatever else can: nobody may, or its part of the archive is damaged. */
export class UnreadableFile extends Error {
  readonly why: 'gone' | 'forbidden' | 'broken';

  constructor(why: UnreadableFile['why'], cause: unknown) {
    super(`a file cannot be read: ${why}`, { cause });
    this.why = why;
  }
}

/** All of a file, held in memory; null = more than `limit` bytes, whatever it claims. */
export async function wholeFile(file: FoundFile, limit: number): Promise<Uint8Array | null> {
  if ((await file.size()) > limit) return null;
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of file.bytes()) {
    if ((length += piece.length) > limit) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** The code of an error of the system: `ENOENT`. */
export const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

/** The pieces of a stream that are bytes. */
export async function* bytesOf(stream: AsyncIterable<unknown>): AsyncGenerator<Uint8Array> {
  for await (const chunk of stream) if (chunk instanceof Uint8Array) yield chunk;
}
