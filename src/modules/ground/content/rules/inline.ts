import type { Links } from 'marked';
import { parseFragment } from 'parse5';
import { BLOCK_LENGTH, isSafeAddress, type Span } from './blocks.ts';
import { emphasised, type Piece } from './emphasis.ts';
import { bareAddress, inlineTokens } from './inline-tokens.ts';
import { tidyText } from './tidy-text.ts';

const sameMarks = (a: Span, b: Span) => a.bold === b.bold && a.italic === b.italic && a.href === b.href;

/** A span without marks that are none and without an address to which no link may lead. */
function spanOf(text: string, { bold, italic, href }: Omit<Span, 'text'>): Span {
  const span: Span = { text };
  if (bold) span.bold = true;
  if (italic) span.italic = true;
  if (href !== undefined && isSafeAddress(href)) span.href = href;
  return span;
}

/** Each word and each space of spans by itself. */
function* wordsIn(spans: readonly Span[]): Generator<Span> {
  for (const span of spans) {
    for (const text of tidyText(span.text).split(/(\s+)/)) if (text !== '') yield spanOf(text, span);
  }
}

/**
 * Spans as they are kept: neighbours alike are one, none is empty, a space is one and belongs to a mark or a link only where it stands within
 * it, none at the ends and none beside the end of a line.
 */
export function normalSpans(spans: readonly Span[]): Span[] {
  const normal: Span[] = [];
  let space = '';
  for (const word of wordsIn(spans)) {
    if (/^\s/.test(word.text)) {
      space = space.includes('\n') || word.text.includes('\n') ? '\n' : ' ';
      continue;
    }
    const last = normal.at(-1);
    const between = last ? space : '';
    space = '';
    if (last && sameMarks(last, word)) last.text += between + word.text;
    else if (last && between !== '') {
      if (sameMarks(last, { text: '' })) last.text += between;
      else if (sameMarks(word, { text: '' })) word.text = between + word.text;
      else normal.push({ text: between });
      normal.push(word);
    } else normal.push(word);
  }
  return normal;
}

/** The words of spans without their marks. */
export const plainOf = (spans: readonly Span[]): string => spans.map(({ text }) => text).join('');

function decodeCharacter(name: string): string {
  const [node] = parseFragment(name).childNodes;
  return node && 'value' in node ? node.value : name;
}

const decodeCharacters = (text: string): string =>
  text.replaceAll(/&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/gi, decodeCharacter);

/** What an address or a title of markdown says: signs without their backslash, characters for their names (`&amp;`, `&#8211;`). */
export const saidBy = (text: string): string =>
  text.replaceAll(
    /\\([!-/:-@[-`{-~])|&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/gi,
    (written, sign: string | undefined) => sign ?? decodeCharacter(written),
  );

function piecesOf(text: string, soft: string, inLink: boolean, links: Links): Piece[] {
  const pieces: Piece[] = [];
  for (const token of inlineTokens(text, inLink, links)) {
    if (token.type === 'br') pieces.push({ text: '\n', literal: true });
    else if (token.type === 'escape') pieces.push({ text: token.text, literal: true });
    else if (token.type === 'link') {
      // of a picture in a line there is a link to it, by what it shows
      const inner = token.autolink
        ? [{ text: token.text }]
        : token.text.trim() === '' && token.raw.startsWith('!')
          ? [{ text: saidBy(token.href) }]
          : emphasised(piecesOf(token.text, soft, true, {}), decodeCharacters);
      const href = token.autolink ? token.href : saidBy(token.href);
      for (const span of inner) pieces.push({ ...span, literal: true, ...(isSafeAddress(href) && { href }) });
    } else pieces.push({ text: token.raw.replaceAll('\n', soft), literal: false });
  }
  return pieces;
}

/** Of a text that stands in a larger one: how its lines end, and the links that are named elsewhere in it. */
export interface InlineReading {
  /** What the end of a line is. */
  soft: '\n' | ' ';
  links: Links;
}

/** The same as {@link spansOf} of a text of any length. */
export const spansWithin = (text: string, { soft, links }: InlineReading): Span[] =>
  normalSpans(emphasised(piecesOf(text, soft, false, links), decodeCharacters));

/**
 * A line or a paragraph with light marks as spans: `**tebal**`, `*miring*`, `[kata](alamat)`, addresses of the web. HTML is text as it stands;
 * where an address is none to which a link may lead, its words stay. No more is read than a block holds.
 */
export const spansOf = (text: string): Span[] =>
  spansWithin(text.slice(0, BLOCK_LENGTH).toWellFormed().replaceAll(/\r\n?/g, '\n'), { soft: '\n', links: {} });

/** Words with a backslash before every sign that would be read as a mark. */
export const escapeWords = (text: string): string =>
  text
    .replaceAll(/[\\*[\]`~]|&(?=[#a-z])|<(?=[a-z/!?])|\{(?=\{|tombol|berkas|audio|video)|!(?=\[|$)/gi, '\\$&')
    .replaceAll(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replaceAll(/(https?):\/\//gi, '$1\\://');

/** An address between the brackets of a link. */
export function writtenAddress(href: string): string {
  const plain = href.replaceAll(/&(?=[#a-z][#a-z\d]*;)/gi, '&amp;');
  return /[()]/.test(plain) ? `<${plain}>` : plain;
}

/** What parts marks that would be read as one: a space of no width, which {@link normalSpans} drops. */
const APART = '&#8203;';
const isWordLetter = (letter: string) => letter !== '' && /[^\s\p{P}\p{S}]/u.test(letter);

function writtenSpan(span: Span, next: Span | undefined): { mark: string; inner: string } {
  const mark = (span.bold ? '**' : '') + (span.italic ? '*' : '');
  if (span.href === undefined) return { mark, inner: escapeWords(span.text) };
  const alone = mark === '' && (next === undefined || /^\s/.test(next.text));
  const bare = alone && span.text === span.href && bareAddress(`${span.href} `) === span.href;
  return { mark, inner: bare ? span.href : `[${escapeWords(span.text)}](${writtenAddress(span.href)})` };
}

/** Spans as text with light marks: {@link spansOf} reads from it what {@link normalSpans} makes of them. */
export function wordsOfSpans(spans: readonly Span[]): string {
  const normal = normalSpans(spans);
  let words = '';
  let marked = false;
  for (const [at, span] of normal.entries()) {
    const { mark, inner } = writtenSpan(span, normal[at + 1]);
    const before = /(?:[\ud800-\udbff][\udc00-\udfff]|[\s\S])$/.exec(words)?.[0] ?? '';
    const first = String.fromCodePoint(inner.codePointAt(0) ?? 0);
    const last = /(?:[\ud800-\udbff][\udc00-\udfff]|[\s\S])$/.exec(inner)?.[0] ?? '';
    const next = normal[at + 1];
    const opensBadly = mark !== '' && (marked || (isWordLetter(before) && !isWordLetter(first)));
    if (opensBadly) words += APART;
    words += mark + inner + mark;
    marked = mark !== '';
    const after = next ? String.fromCodePoint(next.text.codePointAt(0) ?? 0) : '';
    const closesBadly = marked && next?.href === undefined && isWordLetter(after) && !isWordLetter(last);
    if (closesBadly) {
      words += APART;
      marked = false;
    }
  }
  return words;
}
