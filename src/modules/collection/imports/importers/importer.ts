import type { Readable } from 'node:stream';
import type { FileRole, ImportOptions } from '../client.ts';
import type { ImportEntry } from '../entries.ts';
import type { Surroundings } from '../rules/surroundings.ts';

/** One file of a run. */
export interface ImportSource {
  role: FileRole;
  name: string;
  bytes: number;
  /** Its place on disk. */
  path: string;
  open(): Readable;
}

/** A copy that waits for the record which names it. */
export interface WaitingItem {
  code: string;
  rowNumber: number;
  item: Record<string, string>;
}

/** Where the copies of a SLiMS export wait; it holds more than memory should. */
export interface WaitingRoom {
  empty(): Promise<void>;
  add(items: readonly WaitingItem[]): Promise<void>;
  take(codes: readonly string[]): Promise<WaitingItem[]>;
  /** Those that nobody took, in the order of their rows. */
  leftOver(): AsyncIterable<WaitingItem>;
}

export interface ImporterInput {
  files: readonly ImportSource[];
  options: ImportOptions;
  around: Surroundings;
  waitingRoom: WaitingRoom;
  /** How many more bytes of the files were read. */
  onBytes: (count: number) => void;
}

/**
 * Reads the files of one kind of import, in flat memory and always in the same order. Throws an `imports.*` refusal when a file
 * is not what it should be.
 */
export type Importer = (input: ImporterInput) => AsyncGenerator<ImportEntry>;

/** The bytes of a file, counted as they are read. */
export async function* countedBytes(
  source: ImportSource,
  onBytes: (count: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of source.open()) {
    const bytes = chunk as Uint8Array;
    onBytes(bytes.length);
    yield bytes;
  }
}

/** The same, said to be of this file. */
export async function* ofFile(role: FileRole, entries: AsyncIterable<ImportEntry>): AsyncGenerator<ImportEntry> {
  for await (const entry of entries) yield { ...entry, role };
}

/** Columns named in a report: a file decides how many there are, and how long their names. */
export const namedColumns = (columns: readonly string[]): string =>
  columns
    .slice(0, 60)
    .map((name) => labelOf(name)?.slice(0, 60) ?? '')
    .join(', ') + (columns.length > 60 ? ', …' : '');

/** What stands between two texts of a label when a report shows it. */
export const labelOf = (text: string): string | null => text.replace(/\s+/g, ' ').trim().slice(0, 200) || null;
