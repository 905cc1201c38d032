import { problem, type MarcProblem } from './problems.ts';
import { isControlField, type MarcField, type MarcRecord, type MarcSubfield } from './record.ts';

/*
 * The text form: MarcEdit's mnemonic notation, made lossless.
 *
 *   =LDR  00000nam\a2200000\i\4500
 *   =001  12345
 *   =245  10$aJudul :$banak judul /$cpengarang.
 *
 * A blank is a backslash in the leader, in control fields and in indicators; in subfields it is a blank. Reserved
 * characters are written {dollar}, {lcub}, {rcub}, {bsol}, others that a line of text cannot hold {uXXXX} (hexadecimal).
 * {none} is the code of a subfield that has none. {control} and {data} begin a field whose kind its tag does not tell
 * (001-009 are control fields, all others data fields).
 */

const NAMES: Readonly<Record<string, string>> = { dollar: '$', lcub: '{', rcub: '}', bsol: '\\', none: '' };
const CHAR_NAMES: Readonly<Record<string, string>> = { $: 'dollar', '{': 'lcub', '}': 'rcub' };
const unicodeEscape = (char: string): string => `{u${(char.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}}`;
// Controls, line separators and unusual blanks cannot be seen or would not survive an editor.
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\ufeff]|(?! )\p{Zs}/gu;

const escapeData = (text: string): string =>
  text.replace(/[${}]/g, (char) => `{${CHAR_NAMES[char]}}`).replace(UNSAFE, unicodeEscape);
// A blank at the end of a line is easily lost.
const escapeLastBlank = (text: string): string => (text.endsWith(' ') ? `${text.slice(0, -1)}{u0020}` : text);
const formatPositions = (text: string): string => escapeData(text).replaceAll('\\', '{bsol}').replaceAll(' ', '\\');
const formatIndicator = (indicator: string): string => {
  if (indicator === ' ') return '\\';
  if (indicator === '\\') return '{bsol}';
  return /^[0-9a-z]$/.test(indicator) ? indicator : [...indicator].map(unicodeEscape).join('') || '{none}';
};
const formatCode = (code: string): string => (code === '' ? '{none}' : code === ' ' ? '{u0020}' : escapeData(code));
const isControlTag = (tag: string): boolean => /^00.$/.test(tag);

const formatField = (field: MarcField): string => {
  const head = `=${field.tag}  `;
  if (isControlField(field)) return head + (isControlTag(field.tag) ? '' : '{control}') + formatPositions(field.value);
  const subfields = field.subfields.map(({ code, value }) => `$${formatCode(code)}${escapeData(value)}`).join('');
  const kind = isControlTag(field.tag) ? '{data}' : '';
  return escapeLastBlank(head + kind + formatIndicator(field.ind1) + formatIndicator(field.ind2) + subfields);
};

/** A record as text, one line per field, leader first. `parseMarcText` gives back exactly this record. */
export const formatMarcText = (record: MarcRecord): string =>
  [`=LDR  ${formatPositions(record.leader)}`, ...record.fields.map(formatField)].join('\n');

class TextProblem extends Error {
  readonly problem: MarcProblem;
  constructor(found: MarcProblem) {
    super(found.code);
    this.problem = found;
  }
}

/** The line as single characters; an escape becomes one token that no longer means anything but itself. */
interface Token {
  char: string;
  /** Written as an escape: it is data, never notation. */
  literal: boolean;
}

const tokenize = (text: string): Token[] =>
  Array.from(text.matchAll(/\{([^{}]*)\}|[\s\S]/gu), ([whole, name]): Token => {
    if (name === undefined) {
      if (whole === '{' || whole === '}') throw new TextProblem(problem('marc.text_escape_unknown', { escape: whole }));
      return { char: whole, literal: false };
    }
    const named = NAMES[name];
    if (named !== undefined) return { char: named, literal: true };
    const point = /^u([0-9a-fA-F]{4,6})$/.exec(name)?.[1];
    const value = point === undefined ? Number.NaN : Number.parseInt(point, 16);
    if (!(value <= 0x10ffff)) throw new TextProblem(problem('marc.text_escape_unknown', { escape: whole }));
    return { char: String.fromCodePoint(value), literal: true };
  });

const plain = (tokens: readonly Token[]): string => tokens.map((token) => token.char).join('');
const positions = (text: string): string =>
  tokenize(text)
    .map(({ char, literal }) => (!literal && char === '\\' ? ' ' : char))
    .join('');
// '#' is how many cataloguers write a blank; as data it is escaped.
const blankable = (token: Token | undefined): string =>
  token === undefined || (!token.literal && /^[\\#]$/.test(token.char)) ? ' ' : token.char;

const parseDataField = (tag: string, text: string): MarcField => {
  const tokens = tokenize(text);
  const isDelimiter = (token: Token): boolean => !token.literal && token.char === '$';
  const first = tokens.findIndex(isDelimiter);
  const lead = first === -1 ? tokens : tokens.slice(0, first);
  // Blanks around the indicators are layout ("10 $a…"), those between are too.
  const indicators = lead.filter((token) => token.literal || token.char !== ' ');
  if (indicators.length > 2) throw new TextProblem(problem('marc.text_subfield_expected', { tag }));
  const subfields: MarcSubfield[] = [];
  for (let from = first; from !== -1 && from < tokens.length;) {
    const next = tokens.findIndex((token, i) => i > from && isDelimiter(token));
    const until = next === -1 ? tokens.length : next;
    const code = tokens[from + 1];
    if (!code || from + 1 === until) throw new TextProblem(problem('marc.subfield_without_code', { tag }));
    subfields.push({ code: code.char, value: plain(tokens.slice(from + 2, until)) });
    from = until;
  }
  return { tag, ind1: blankable(indicators[0]), ind2: blankable(indicators[1]), subfields };
};

const parseLine = (line: string): MarcField => {
  const match = /^\s*=?([0-9A-Za-z]{3})(?: {1,2}|$)/.exec(line);
  const tag = match?.[1];
  if (!match || tag === undefined) throw new TextProblem(problem('marc.text_line_unreadable'));
  const rest = line.slice(match[0].length);
  if (rest.startsWith('{control}')) return { tag, value: positions(rest.slice('{control}'.length)) };
  if (rest.startsWith('{data}')) return parseDataField(tag, rest.slice('{data}'.length));
  return isControlTag(tag) || tag === 'LDR' ? { tag, value: positions(rest) } : parseDataField(tag, rest);
};

/** What the editor's text says: the record, or every line (1-based) that cannot be understood. */
export interface ParseMarcTextResult {
  record?: MarcRecord;
  problems: (MarcProblem & { line: number })[];
}

/**
 * The record that a text describes. Tolerated: a missing '=', one blank instead of two after the tag, a blank before the
 * first '$', '#' for a blank indicator, empty lines. The record is there only when there is no problem at all.
 */
export const parseMarcText = (text: string): ParseMarcTextResult => {
  const problems: ParseMarcTextResult['problems'] = [];
  const fields: MarcField[] = [];
  let leader: string | undefined;
  text.split(/\r\n|\n|\r/).forEach((line, i) => {
    if (line.trim() === '') return;
    try {
      const field = parseLine(line);
      if (field.tag !== 'LDR' || !isControlField(field)) {
        fields.push(field);
        return;
      }
      if (leader !== undefined) throw new TextProblem(problem('marc.text_leader_repeated'));
      leader = field.value;
      if (leader.length !== 24) throw new TextProblem(problem('marc.leader_length', { length: leader.length }));
    } catch (error) {
      if (!(error instanceof TextProblem)) throw error;
      problems.push({ ...error.problem, line: i + 1 });
    }
  });
  if (leader === undefined) problems.push({ ...problem('marc.text_leader_missing'), line: 1 });
  return problems.length === 0 && leader !== undefined ? { record: { leader, fields }, problems } : { problems };
};
