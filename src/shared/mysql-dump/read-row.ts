import type { ByteWindow } from './byte-window.ts';
import { decodeText, type DumpCharset } from './charset.ts';
import type { DumpColumn } from './create-table.ts';
import { DumpTrouble } from './dump-trouble.ts';
import { behindComment, behindQuotes, isBlank } from './skip-statement.ts';

/** A value of a row: text (numbers too, as they are written), bytes, or nothing. */
export type Cell = string | Uint8Array | null;

const BACKSLASH = 0x5c;
const [OPEN, CLOSE, COMMA] = [0x28, 0x29, 0x2c];
const isQuote = (byte: number | undefined): boolean => byte === 0x27 || byte === 0x22;

/** What follows a backslash and is not itself. Source: MySQL, String Literals. */
const ESCAPED = new Map(
  Object.entries({ '0': 0, b: 8, n: 10, r: 13, t: 9, Z: 26 }).map(([sign, byte]) => [sign.charCodeAt(0), byte]),
);

export function behindBlanks(window: ByteWindow, from: number): number {
  let at = from;
  for (;;) {
    while (isBlank(window.at(at))) at += 1;
    const behind = behindComment(window, at);
    if (behind === at) return at;
    at = behind;
  }
}

/** The bytes of a string in quotes, its escapes undone. `\%` and `\_` keep their backslash, as in MySQL. */
function unquote(bytes: Buffer, from: number, to: number): Buffer {
  const quote = bytes[from];
  const out = Buffer.alloc(to - from);
  let length = 0;
  for (let i = from + 1; i < to - 1; i += 1) {
    const byte = bytes[i] ?? 0;
    const next = bytes[i + 1] ?? 0;
    if (byte === BACKSLASH && next !== 0x25 && next !== 0x5f) {
      out[length++] = ESCAPED.get(next) ?? next;
      i += 1;
    } else {
      out[length++] = byte;
      if (byte === quote) i += 1;
    }
  }
  return out.subarray(0, length);
}

const hexBytes = (digits: string): Uint8Array =>
  Uint8Array.from(Buffer.from(digits.length % 2 ? `0${digits}` : digits, 'hex'));

function bitBytes(digits: string): Uint8Array {
  const padded = digits.padStart(Math.ceil(digits.length / 8) * 8, '0');
  return Uint8Array.from({ length: padded.length / 8 }, (_, i) => Number.parseInt(padded.slice(i * 8, i * 8 + 8), 2));
}

const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;
/** What people write by hand where the table is to choose. */
const LEFT_TO_THE_TABLE = /^(?:default|now|current_timestamp|curdate|current_date)$/i;

/** A value without quotes. */
function bareValue(word: string, table: string): Cell {
  if (/^null$/i.test(word) || LEFT_TO_THE_TABLE.test(word)) return null;
  if (NUMBER.test(word)) return word;
  if (/^(?:true|false)$/i.test(word)) return /^true$/i.test(word) ? '1' : '0';
  const hex = /^0x([0-9a-f]*)$/i.exec(word)?.[1];
  if (hex !== undefined) return hexBytes(hex);
  const bits = /^0b([01]+)$/i.exec(word)?.[1];
  if (bits !== undefined) return bitBytes(bits);
  throw new DumpTrouble('value', { table });
}

interface Read<T> {
  value: T;
  behind: number;
}

const LONGEST_WORD = 64 * 1024 * 1024;

/** Letters, digits and the signs of numbers. */
const isWord = (byte: number): boolean =>
  (byte >= 0x30 && byte <= 0x39) ||
  (byte >= 0x41 && byte <= 0x5a) ||
  (byte >= 0x61 && byte <= 0x7a) ||
  byte === 0x5f ||
  byte === 0x2b ||
  byte === 0x2d ||
  byte === 0x2e;

function readText(window: ByteWindow, at: number, binary: boolean, charset: DumpCharset): Read<Cell> {
  const behind = behindQuotes(window, at);
  const inside = window.bytes.subarray(at + 1, behind - 1);
  const quote = window.bytes[at] ?? 0;
  const isPlain = !inside.includes(BACKSLASH) && !inside.includes(quote);
  const raw = isPlain ? inside : unquote(window.bytes, at, behind);
  return { value: binary ? Uint8Array.from(raw) : decodeText(raw, charset), behind };
}

/** A word, and what hangs on it: `NULL`, `-5`, `0x41`, `x'41'`, `b'1'`, `_binary 'A'`, `now()`. */
function readWord(window: ByteWindow, from: number, place: RowPlace, binary: boolean): Read<Cell> {
  let at = from;
  while (isWord(window.at(at)) && at - from < LONGEST_WORD) at += 1;
  const word = window.bytes.toString('latin1', from, at);
  at = behindBlanks(window, at);
  if (isQuote(window.bytes[at])) {
    const introducer = /^_(\w+)$/.exec(word)?.[1]?.toLowerCase();
    const charset = introducer === undefined ? 'utf8' : /latin1/.test(introducer) ? 'latin1' : 'utf8';
    const isDigits = /^[xb]$/i.test(word);
    if (!isDigits && introducer === undefined && !/^n$/i.test(word))
      throw new DumpTrouble('value', { table: place.table });
    const { value, behind } = readText(window, at, binary || introducer === 'binary', charset);
    if (!isDigits) return { value, behind };
    const digits = value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : (value ?? '');
    const fits = /^x$/i.test(word) ? /^[0-9a-f]*$/i.test(digits) : /^[01]*$/.test(digits);
    if (!fits) throw new DumpTrouble('value', { table: place.table });
    return { value: /^x$/i.test(word) ? hexBytes(digits) : bitBytes(digits), behind };
  }
  if (window.at(at) === OPEN) {
    if (window.at(at + 1) !== CLOSE || !LEFT_TO_THE_TABLE.test(word))
      throw new DumpTrouble('value', { table: place.table });
    return { value: null, behind: at + 2 };
  }
  return { value: bareValue(word, place.table), behind: at };
}

/** Whose row it is. */
export interface RowPlace {
  table: string;
  columns: readonly DumpColumn[];
  charset: DumpCharset;
}

/**
 * Reads `(…, …)` at the place of reading, and goes behind it. Throws `MoreBytes` with the place unchanged, or a `DumpTrouble`.
 */
export function readRow(window: ByteWindow, place: RowPlace): Cell[] {
  const { table, columns, charset } = place;
  const cells: Cell[] = [];
  let at = behindBlanks(window, window.pos);
  if (window.at(at) !== OPEN) throw new DumpTrouble('value', { table });
  do {
    at = behindBlanks(window, at + 1);
    const byte = window.at(at);
    const binary = columns[cells.length]?.binary ?? false;
    const read = isQuote(byte) ? readText(window, at, binary, charset) : readWord(window, at, place, binary);
    cells.push(read.value);
    at = behindBlanks(window, read.behind);
  } while (window.at(at) === COMMA);
  if (window.at(at) !== CLOSE) throw new DumpTrouble('value', { table });
  if (cells.length !== columns.length) {
    throw new DumpTrouble('row_width', { table, found: cells.length, expected: columns.length });
  }
  window.pos = at + 1;
  return cells;
}

/** The same for a table that nobody reads: only goes behind the row. */
export function skipRow(window: ByteWindow, table: string): void {
  let at = behindBlanks(window, window.pos);
  if (window.at(at) !== OPEN) throw new DumpTrouble('value', { table });
  at += 1;
  for (let depth = 1; depth > 0;) {
    const byte = window.at(at);
    if (byte === OPEN) depth += 1;
    else if (byte === CLOSE) depth -= 1;
    at = isQuote(byte) ? behindQuotes(window, at) : at + 1;
  }
  window.pos = at;
}
