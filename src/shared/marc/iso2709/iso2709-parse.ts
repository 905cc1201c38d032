import { decodeMixedUtf8 } from './decode-mixed.ts';
import { decodeMarc8 } from './marc8-decode.ts';
import { problem, type MarcProblem } from '../problems.ts';
import type { MarcDataField, MarcField, MarcRecord, MarcSubfield } from '../record.ts';

export const RECORD_TERMINATOR = 0x1d;
export const FIELD_TERMINATOR = 0x1e;
export const SUBFIELD_DELIMITER = 0x1f;
const LEADER_LENGTH = 24;
const ENTRY_LENGTH = 12;

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const looseUtf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const latin1 = new TextDecoder('latin1');

/** Decimal digits at `from` as a number; -1 when any byte is not a digit. */
export const readNumber = (bytes: Uint8Array, from: number, length: number): number => {
  let value = 0;
  for (let at = from; at < from + length; at += 1) {
    const digit = (bytes[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
};

interface Entry {
  tag: string;
  /** Bytes of the field without its terminator, as offsets into the record. */
  from: number;
  to: number;
}

type Layout = { entries: Entry[]; leaderEnd: number; warnings: MarcProblem[] } | { error: MarcProblem };

/**
 * Where the directory begins: behind 24 characters of leader; where the leader has lost or won some, as far before its end as there
 * are entries.
 */
const findDirectory = (bytes: Uint8Array, directoryEnd: number): number => {
  let from = directoryEnd;
  while (from >= ENTRY_LENGTH && isEntry(bytes, from - ENTRY_LENGTH)) from -= ENTRY_LENGTH;
  const fits = (directoryEnd - LEADER_LENGTH) % ENTRY_LENGTH === 0;
  return from === directoryEnd || (fits && from > LEADER_LENGTH) ? LEADER_LENGTH : from;
};

const isEntry = (bytes: Uint8Array, at: number): boolean =>
  /^[0-9A-Za-z]{3}$/.test(latin1.decode(bytes.subarray(at, at + 3))) && readNumber(bytes, at + 3, 9) >= 0;

/** The fields that the directory describes, or, where it lies, those that the field terminators show. */
const readDirectory = (bytes: Uint8Array, end: number): Layout => {
  const warnings: MarcProblem[] = [];
  const stated = readNumber(bytes, 12, 5);
  let base = stated;
  const baseIsPlausible =
    stated > LEADER_LENGTH &&
    stated <= end &&
    bytes[stated - 1] === FIELD_TERMINATOR &&
    (stated - 25) % ENTRY_LENGTH === 0;
  const directoryEnd = bytes.indexOf(FIELD_TERMINATOR, LEADER_LENGTH);
  if (directoryEnd === -1 || directoryEnd >= end) return { error: problem('marc.directory_missing') };
  if (!baseIsPlausible || directoryEnd !== stated - 1) {
    base = directoryEnd + 1;
    if (stated !== base) warnings.push(problem('marc.base_address_wrong', { stated, actual: base }));
  }

  const leaderEnd = findDirectory(bytes, directoryEnd);
  const found: (Entry & { start: number })[] = [];
  let trusted = (directoryEnd - leaderEnd) % ENTRY_LENGTH === 0;
  let referenced = 0;
  for (let at = leaderEnd; at + ENTRY_LENGTH <= directoryEnd; at += ENTRY_LENGTH) {
    const tag = latin1.decode(bytes.subarray(at, at + 3));
    const length = readNumber(bytes, at + 3, 4);
    const start = readNumber(bytes, at + 7, 5);
    const from = base + start;
    const to = from + length - 1;
    trusted &&=
      length > 0 &&
      start >= 0 &&
      to < end &&
      bytes[from - 1] === FIELD_TERMINATOR &&
      bytes.indexOf(FIELD_TERMINATOR, from) === to;
    referenced += length;
    found.push({ tag, from, to, start });
  }
  if (trusted) {
    const unreferenced = end - base - referenced;
    if (unreferenced > 0) warnings.push(problem('marc.unreferenced_data', { count: unreferenced }));
    return { entries: found, leaderEnd, warnings };
  }

  const fields: { from: number; to: number }[] = [];
  for (let from = base; from < end;) {
    const terminator = bytes.indexOf(FIELD_TERMINATOR, from);
    const to = terminator === -1 || terminator > end ? end : terminator;
    fields.push({ from, to });
    from = to + 1;
  }
  if (fields.length !== found.length) {
    return { error: problem('marc.directory_bad', { entries: found.length, fields: fields.length }) };
  }
  // Starting positions, where they can be read, still tell the order in which the fields lie.
  const order = found.every((entry) => entry.start >= 0) ? [...found].sort((a, b) => a.start - b.start) : found;
  order.forEach((entry, i) => Object.assign(entry, fields[i]));
  warnings.push(problem('marc.directory_recovered'));
  return { entries: found, leaderEnd, warnings };
};

/** What nobody can read any more is taken for a book: new, language material, monograph, level of description unknown. */
const LEADER_FOR_DAMAGED = '00000nam a2200000 u 4500';

/** Sloppy leaders are left as they are; damaged is one of another length, with bytes that are no text, or without its fixed parts. */
const isDamagedLeader = (leader: string): boolean =>
  leader.length !== LEADER_LENGTH ||
  !/^[ -~]*$/.test(leader) ||
  !/^[a-z #|]$/.test(leader.charAt(6)) ||
  (leader.slice(20, 22) !== '45' && !/^[\d ]{5}$/.test(leader.slice(12, 17)));

type Decode = (from: number, to: number, tag: string) => string;

const chooseDecoder = (bytes: Uint8Array, warn: (warning: MarcProblem) => void): Decode => {
  const declaredUtf8 = bytes[9] === 0x61;
  const whole = decodeStrictly(bytes);
  const hasEscapes = bytes.includes(0x1b);
  const isAscii = whole?.length === bytes.length;
  if (whole !== undefined && isAscii && (declaredUtf8 || !hasEscapes)) {
    return (from, to) => whole.slice(from, to);
  }
  if (declaredUtf8) {
    return (from, to, tag) => {
      const part = bytes.subarray(from, to);
      const text = whole === undefined ? decodeStrictly(part) : looseUtf8.decode(part);
      if (text !== undefined) return text;
      warn(problem('marc.latin1_in_utf8', { tag }));
      return decodeMixedUtf8(part);
    };
  }
  if (whole !== undefined && !hasEscapes) {
    warn(problem('marc.utf8_declared_marc8'));
    return (from, to) => looseUtf8.decode(bytes.subarray(from, to));
  }
  return (from, to, tag) => decodeMarc8(bytes.subarray(from, to), tag, warn);
};

const decodeStrictly = (bytes: Uint8Array): string | undefined => {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return undefined;
  }
};

const isIndicator = (char: string): boolean => /^[0-9a-z #|]$/.test(char);

/** Subfields of a data field whose first delimiter is at `delimiter`. */
const readSubfields = (
  bytes: Uint8Array,
  delimiter: number,
  to: number,
  tag: string,
  decode: Decode,
): MarcSubfield[] => {
  const subfields: MarcSubfield[] = [];
  for (let from = delimiter; from < to;) {
    const next = bytes.indexOf(SUBFIELD_DELIMITER, from + 1);
    const until = next === -1 || next > to ? to : next;
    const codeByte = bytes[from + 1] ?? 0;
    if (from + 1 >= until) subfields.push({ code: '', value: '' });
    else if (codeByte < 0x80) {
      subfields.push({ code: String.fromCharCode(codeByte), value: decode(from + 2, until, tag) });
    } else {
      const text = decode(from + 1, until, tag);
      const code = String.fromCodePoint(text.codePointAt(0) ?? 0x20);
      subfields.push({ code, value: text.slice(code.length) });
    }
    from = until;
  }
  return subfields;
};

const readField = (
  bytes: Uint8Array,
  { tag, from, to }: Entry,
  decode: Decode,
  warn: (warning: MarcProblem) => void,
): MarcField => {
  const found = bytes.indexOf(SUBFIELD_DELIMITER, from);
  const delimiter = found === -1 || found >= to ? -1 : found;
  if (tag.startsWith('00')) {
    if (delimiter !== -1) warn(problem('marc.control_field_with_subfields', { tag }));
    return { tag, value: decode(from, to, tag) };
  }
  if (delimiter === -1) {
    const text = decode(from, to, tag);
    if (!/^\d{3}$/.test(tag)) return { tag, value: text };
    if (text.length === 2) return { tag, ind1: text.charAt(0), ind2: text.charAt(1), subfields: [] };
    warn(problem('marc.subfield_missing', { tag }));
    const marked = /^[\d #|]{2}/.test(text);
    return {
      tag,
      ind1: marked ? text.charAt(0) : ' ',
      ind2: marked ? text.charAt(1) : ' ',
      subfields: text === '' ? [] : [{ code: 'a', value: marked ? text.slice(2) : text }],
    };
  }
  const field: MarcDataField = {
    tag,
    ind1: String.fromCharCode(bytes[from] ?? 0x20),
    ind2: String.fromCharCode(bytes[from + 1] ?? 0x20),
    subfields: readSubfields(bytes, delimiter, to, tag, decode),
  };
  if (delimiter !== from + 2 || field.ind1 > '~' || field.ind2 > '~') {
    warn(problem('marc.indicators_wrong', { tag }));
    const lead = decode(from, delimiter, tag);
    const marked = isIndicator(lead.charAt(0)) && isIndicator(lead.charAt(1));
    field.ind1 = marked || lead.length === 1 ? lead.charAt(0) : ' ';
    field.ind2 = marked ? lead.charAt(1) : ' ';
    const rest = marked ? lead.slice(2) : lead.length === 1 ? '' : lead;
    if (rest.trim() !== '') field.subfields.unshift({ code: 'a', value: rest });
  }
  if (field.subfields.some((subfield) => subfield.code === '')) warn(problem('marc.subfield_without_code', { tag }));
  return field;
};

/**
 * One record, without its record terminator. Where the directory lies but the field terminators allow it, the fields are
 * recovered with a warning. Text read from MARC-8 is Unicode afterwards, so leader/09 becomes 'a'; a UTF-8 record keeps
 * its bytes as they are.
 */
export const parseIso2709 = (
  bytes: Uint8Array,
): { record: MarcRecord; warnings: MarcProblem[] } | { error: MarcProblem } => {
  if (bytes.length < LEADER_LENGTH + 1) {
    return {
      error: problem('marc.record_truncated', { stated: Math.max(readNumber(bytes, 0, 5), 0), actual: bytes.length }),
    };
  }
  const layout = readDirectory(bytes, bytes.length);
  if ('error' in layout) return layout;
  const warnings = layout.warnings;
  const seen = new Set<string>();
  const warn = (warning: MarcProblem): void => {
    const key = `${warning.code} ${Object.values(warning.params ?? {}).join(' ')}`;
    if (seen.has(key)) return;
    seen.add(key);
    warnings.push(warning);
  };
  const decode = chooseDecoder(bytes, warn);
  const fields = layout.entries.map((entry) => readField(bytes, entry, decode, warn));
  const given = latin1.decode(bytes.subarray(0, layout.leaderEnd));
  const leader = isDamagedLeader(given) ? LEADER_FOR_DAMAGED : given;
  // what a damaged leader says of lengths is no news
  const told =
    leader === given
      ? warnings
      : [problem('marc.leader_damaged'), ...warnings.filter(({ code }) => code !== 'marc.base_address_wrong')];
  return { record: { leader: `${leader.slice(0, 9)}a${leader.slice(10)}`, fields }, warnings: told };
};
