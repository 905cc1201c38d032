import { eaccCharacter } from './eacc.ts';
import { MARC8_SETS, type Marc8Set } from './marc8-sets.ts';
import { problem, type MarcProblem } from '../problems.ts';

const ESC = 0x1b;
const EACC = '1';
/** A character of EACC has three bytes. */
const EACC_BYTES = 3;
/** C1 controls of ANSEL: non-sorting begin and end, joiner, non-joiner. */
const CONTROLS: Readonly<Record<number, number>> = { 0x88: 0x98, 0x89: 0x9c, 0x8d: 0x200d, 0x8e: 0x200c };
/** Halves of a mark over two letters: Unicode's one mark between them makes the second half superfluous. */
const FIRST_HALVES = new Set([0x361, 0x360]);
const SECOND_HALVES: Readonly<Record<number, number>> = { 0xfe21: 0x361, 0xfe23: 0x360 };

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Where an escape sequence ends and what it designates; `undefined` when it is none that MARC-8 knows. */
const readEscape = (bytes: Uint8Array, at: number): { end: number; upper: boolean; set: string } | undefined => {
  const char = (offset: number): string => String.fromCharCode(bytes[at + offset] ?? 0);
  const first = char(1);
  if (first === 's') return { end: at + 2, upper: false, set: 'B' };
  if (first === 'g' || first === 'b' || first === 'p') return { end: at + 2, upper: false, set: first };
  let offset = 1;
  let multibyte = false;
  if (first === '$') {
    multibyte = true;
    offset = 2;
  }
  let upper = false;
  if ('(,)-'.includes(char(offset))) {
    upper = char(offset) === ')' || char(offset) === '-';
    offset += 1;
  } else if (!multibyte) return undefined;
  if (char(offset) === '!') offset += 1;
  const set = char(offset);
  const known = multibyte ? set === EACC : set in MARC8_SETS;
  return known ? { end: at + offset + 1, upper, set } : undefined;
};

/**
 * MARC-8 bytes of one subfield (or control field) as Unicode in normal form C. Every subfield begins in ASCII and ANSEL.
 * Combining marks, which MARC-8 puts before their letter, are put after it. What has no Unicode character becomes U+FFFD
 * and a warning; nothing is dropped silently.
 * @param warn receives the warnings; `tag` is put into them
 */
export const decodeMarc8 = (bytes: Uint8Array, tag: string, warn: (warning: MarcProblem) => void): string => {
  let out = '';
  let marks = '';
  let openHalf = 0;
  let lower = 'B';
  let upper = 'E';

  const unknown = (set: string, from: number, to: number): void => {
    out += `\uFFFD${marks}`;
    marks = '';
    warn(problem('marc.marc8_unknown', { tag, set, bytes: hex(bytes.subarray(from, to)) }));
  };
  const add = (point: number): void => {
    out += String.fromCodePoint(point) + marks;
    marks = '';
  };
  const addMark = (point: number): void => {
    const first = SECOND_HALVES[point];
    if (first !== undefined && first === openHalf) {
      openHalf = 0;
      return;
    }
    if (FIRST_HALVES.has(point)) openHalf = point;
    marks += String.fromCharCode(point);
  };

  let at = 0;
  while (at < bytes.length) {
    const byte = bytes[at] ?? 0;
    if (byte === ESC) {
      const escape = readEscape(bytes, at);
      if (escape) {
        if (escape.upper) upper = escape.set;
        else lower = escape.set;
        at = escape.end;
      } else {
        warn(problem('marc.marc8_escape_unknown', { tag, bytes: hex(bytes.subarray(at, at + 4)) }));
        add(ESC);
        at += 1;
      }
      continue;
    }
    const control = CONTROLS[byte];
    if (byte <= 0x20 || byte === 0x7f || control !== undefined) {
      add(control ?? byte);
      at += 1;
      continue;
    }
    const setName = byte < 0x80 ? lower : upper;
    if (setName === EACC) {
      // a control in between, like the escape back to Latin, is no part of a character that was cut off
      const cut = bytes.subarray(at, at + EACC_BYTES).findIndex((one) => one < 0x20);
      const end = cut === -1 ? at + EACC_BYTES : at + cut;
      const point = cut === -1 ? eaccCharacter(bytes, at) : 0;
      if (point === 0) unknown(EACC, at, end);
      else add(point);
      at = end;
      continue;
    }
    const set: Marc8Set | undefined = MARC8_SETS[setName];
    const place = (byte & 0x7f) - 0x20;
    const point = byte >= 0x80 && byte < 0xa1 ? 0 : (set?.points[place] ?? 0);
    if (point === 0) unknown(setName, at, at + 1);
    else if (set?.combining[place]) addMark(point);
    else add(point);
    at += 1;
  }
  // Marks that no letter follows are kept at the end.
  return (out + marks).normalize('NFC');
};
