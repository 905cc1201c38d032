import { open, type FileHandle } from 'node:fs/promises';
import { createInflateRaw } from 'node:zlib';
import { Readable } from 'node:stream';

/** What a ZIP file's directory says about one of its files. */
export interface ZipEntry {
  name: string;
  method: number;
  compressedBytes: number;
  bytes: number;
  headerAt: number;
}

export interface ZipFile {
  entries: ReadonlyMap<string, ZipEntry>;
  /** The content, inflated while it is read. @param onBytes how many packed bytes were read */
  stream(entry: ZipEntry, onBytes?: (count: number) => void): Readable;
  close(): Promise<void>;
}

/** The file is no ZIP file, or one that is broken, encrypted or beyond 4 GiB. */
export class NotAZipFile extends Error {}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;
const MOST_ENTRIES = 10_000;
/** Of the directory, which is held in memory; a workbook has some hundred parts with short names. */
const MOST_DIRECTORY_BYTES = 4_000_000;

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}

async function readDirectory(file: FileHandle): Promise<Map<string, ZipEntry>> {
  const { size } = await file.stat();
  // the end record has 22 bytes and a comment of at most 65,535
  const tailAt = Math.max(0, size - 22 - 65_535);
  const tail = await readAt(file, tailAt, size - tailAt);
  let end = tail.length - 22;
  while (end >= 0 && tail.readUInt32LE(end) !== END_OF_DIRECTORY) end -= 1;
  if (end < 0) throw new NotAZipFile();
  const count = tail.readUInt16LE(end + 10);
  const bytes = tail.readUInt32LE(end + 12);
  const at = tail.readUInt32LE(end + 16);
  if (count > MOST_ENTRIES || bytes > MOST_DIRECTORY_BYTES || at + bytes > size) throw new NotAZipFile();
  const directory = await readAt(file, at, bytes);
  const entries = new Map<string, ZipEntry>();
  let position = 0;
  for (let i = 0; i < count; i += 1) {
    if (position + 46 > directory.length || directory.readUInt32LE(position) !== DIRECTORY_ENTRY)
      throw new NotAZipFile();
    const nameLength = directory.readUInt16LE(position + 28);
    const name = directory.toString('utf8', position + 46, position + 46 + nameLength);
    const isEncrypted = (directory.readUInt16LE(position + 8) & 1) === 1;
    if (!isEncrypted)
      entries.set(name, {
        name,
        method: directory.readUInt16LE(position + 10),
        compressedBytes: directory.readUInt32LE(position + 20),
        bytes: directory.readUInt32LE(position + 24),
        headerAt: directory.readUInt32LE(position + 42),
      });
    position += 46 + nameLength + directory.readUInt16LE(position + 30) + directory.readUInt16LE(position + 32);
  }
  return entries;
}

/** Opens a ZIP file by its directory; nothing is unpacked before it is asked for. Throws {@link NotAZipFile}. */
export async function openZip(path: string): Promise<ZipFile> {
  const file = await open(path, 'r');
  try {
    const entries = await readDirectory(file);
    return {
      entries,
      stream: (entry, onBytes) => unpack(file, entry, onBytes),
      close: async () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error instanceof RangeError ? new NotAZipFile() : error;
  }
}

const PIECE = 65_536;

async function* packedBytes(
  file: FileHandle,
  entry: ZipEntry,
  onBytes?: (count: number) => void,
): AsyncGenerator<Buffer> {
  const header = await readAt(file, entry.headerAt, 30);
  if (header.length < 30 || header.readUInt32LE(0) !== LOCAL_HEADER) throw new NotAZipFile();
  let position = entry.headerAt + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const end = position + entry.compressedBytes;
  while (position < end) {
    const piece = await readAt(file, position, Math.min(PIECE, end - position));
    if (piece.length === 0) throw new NotAZipFile();
    position += piece.length;
    onBytes?.(piece.length);
    yield piece;
  }
}

function unpack(file: FileHandle, entry: ZipEntry, onBytes?: (count: number) => void): Readable {
  const packed = Readable.from(packedBytes(file, entry, onBytes));
  if (entry.method === STORED) return packed;
  if (entry.method !== DEFLATED) throw new NotAZipFile();
  const inflate = createInflateRaw();
  packed.on('error', (error) => inflate.destroy(error));
  inflate.on('close', () => packed.destroy());
  return packed.pipe(inflate);
}
