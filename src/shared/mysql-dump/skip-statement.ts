import type { ByteWindow } from './byte-window.ts';
import { DumpTrouble } from './dump-trouble.ts';

const NEWLINE = 0x0a;
const [DASH, HASH, SLASH, STAR, BANG, BACKSLASH] = [0x2d, 0x23, 0x2f, 0x2a, 0x21, 0x5c];
const [SINGLE, DOUBLE, BACKTICK] = [0x27, 0x22, 0x60];

export const isBlank = (byte: number): boolean => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);

/** Place behind the end of a line; the end of the stream ends a line too. */
export function lineEnd(window: ByteWindow, from: number): number {
  const end = window.bytes.indexOf(NEWLINE, from);
  if (end !== -1) return end + 1;
  if (window.ended) return window.bytes.length;
  throw window.missing();
}

/** Is the byte behind two dashes one that makes them a comment? */
const isDashComment = (window: ByteWindow, at: number): boolean => {
  if (window.at(at + 1) !== DASH) return false;
  const next = window.bytes[at + 2];
  if (next === undefined && !window.ended) throw window.missing();
  return next === undefined || next <= 0x20;
};

/**
 * What a server of any age would read: the words of a conditional comment (`/*!40101 … * /`) count, those for a server that does
 * not exist (`/*M!999999\- … * /`) do not.
 * @returns place behind the opener; null for a comment that is skipped as a whole
 */
function conditional(window: ByteWindow, at: number): number | null {
  let place = at + 2;
  if (window.at(place) === 0x4d) place += 1;
  if (window.at(place) !== BANG) return null;
  place += 1;
  const digits = place;
  while (window.at(place) >= 0x30 && window.at(place) <= 0x39) place += 1;
  return window.bytes.subarray(digits, place).toString('latin1') === '999999' ? null : place;
}

/** Place behind a comment that begins here, or behind the opener of a conditional one; the place itself where none begins. */
export function behindComment(window: ByteWindow, at: number): number {
  const byte = window.at(at);
  if (byte === HASH || (byte === DASH && isDashComment(window, at))) return lineEnd(window, at);
  if (byte !== SLASH || window.at(at + 1) !== STAR) return at;
  const opened = conditional(window, at);
  if (opened !== null) return opened;
  const end = window.bytes.indexOf('*/', at + 2, 'latin1');
  if (end === -1) throw window.missing();
  return end + 2;
}

/** Place behind the string or name in quotes that begins here. */
export function behindQuotes(window: ByteWindow, at: number): number {
  const { bytes } = window;
  const quote = bytes[at];
  for (let i = at + 1; i < bytes.length; i += 1) {
    const byte = bytes[i];
    if (byte === BACKSLASH && quote !== BACKTICK) i += 1;
    else if (byte === quote) {
      if (i + 1 >= bytes.length && !window.ended) break;
      if (bytes[i + 1] !== quote) return i + 1;
      i += 1;
    }
  }
  throw window.missing();
}

/** Place behind the next piece of a statement, which is more than a byte where a semicolon inside would not end it. */
export function behindPiece(window: ByteWindow, at: number): number {
  const byte = window.at(at);
  if (byte === SINGLE || byte === DOUBLE || byte === BACKTICK) return behindQuotes(window, at);
  if (byte !== HASH && byte !== DASH && byte !== SLASH) return at + 1;
  const behind = behindComment(window, at);
  return behind === at ? at + 1 : behind;
}

/** Do the bytes from here on begin with this sign, which ends a statement? */
export function startsWith(window: ByteWindow, at: number, sign: Buffer): boolean {
  for (let i = 0; i < sign.length; i += 1) if (window.at(at + i) !== sign[i]) return false;
  return true;
}

/** No statement that is read as a whole is longer. */
const LONGEST_STATEMENT = 4 * 1024 * 1024;

/** Place behind the text of the statement that is read; its end sign follows there. */
export function statementEnd(window: ByteWindow, from: number, delimiter: Buffer): number {
  let at = from;
  while (!startsWith(window, at, delimiter)) {
    at = behindPiece(window, at);
    if (at - from > LONGEST_STATEMENT) throw new DumpTrouble('too_long', { table: '', megabytes: 4 });
  }
  return at;
}
