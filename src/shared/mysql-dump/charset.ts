import { isUtf8 } from 'node:buffer';

/** What MySQL calls latin1 is Windows-1252; the five places that Windows leaves empty are the control characters of Latin-1. */
const HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const BYTE_OF = new Map([...HIGH].map((character, i) => [character, 0x80 + i]));

export type DumpCharset = 'utf8' | 'latin1';

/** @returns null for a character set that this reader does not know */
export function charsetNamed(name: string): DumpCharset | null {
  if (/^(?:utf8|utf8mb3|utf8mb4|ascii|binary)$/i.test(name)) return 'utf8';
  return /^latin1$/i.test(name) ? 'latin1' : null;
}

const fromLatin1 = (bytes: Buffer): string =>
  bytes.toString('latin1').replace(/[\u0080-\u009f]/g, (one) => HIGH[one.charCodeAt(0) - 0x80] ?? one);

/** Text out of the bytes of a dump. Bytes that are no UTF-8 though the dump says so are read as Windows-1252: nothing gets lost. */
export function decodeText(bytes: Buffer, charset: DumpCharset): string {
  if (charset === 'latin1') return fromLatin1(bytes);
  const text = bytes.toString('utf8');
  return text.includes('\ufffd') && !isUtf8(bytes) ? fromLatin1(bytes) : text;
}

const ROUNDS = 3;
/** A lead byte of UTF-8 seen as Windows-1252, and one that follows: without the pair there is nothing to undo. */
const SUSPECT =
  /[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122]/;

/**
 * Undoes UTF-8 that was read as Windows-1252, up to three times: `CafÃ©` → `Café`. Only where it can be undone without a rest; a text
 * that merely looks like it ("Ã la carte") stays as it is.
 */
export function undoMojibake(text: string): string {
  let now = text;
  for (let round = 0; round < ROUNDS && SUSPECT.test(now); round += 1) {
    const bytes = Buffer.alloc(now.length);
    let length = 0;
    for (const character of now) {
      const point = character.codePointAt(0) ?? 0;
      const byte = BYTE_OF.get(character) ?? point;
      if (byte > 0xff) return now;
      bytes[length++] = byte;
    }
    const read = bytes.subarray(0, length);
    if (!isUtf8(read)) return now;
    now = read.toString('utf8');
  }
  return now;
}
