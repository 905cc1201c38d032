import { isSafeAddress, MOST_BLOCKS, type Block, type BlockKind, type Span } from './blocks.ts';
import { plainOf } from './inline.ts';
import { tidyLine } from './tidy-text.ts';

/** What can be said of a writing before it is published. */
export const CHECK_CODES = [
  'no_title',
  'empty_writing',
  'picture_without_alt',
  'recording_without_words',
  'formula_without_alt',
  'heading_skips_level',
  'heading_without_text_below',
  'empty_heading',
  'long_sentence',
  'long_paragraph',
  'link_says_nothing',
  'same_words_other_link',
  'unsafe_link',
  'table_without_head',
  'all_capitals',
  'button_twice',
  'embed_twice',
  'english_missing',
] as const;
export type CheckCode = (typeof CHECK_CODES)[number];

/** Something that is said of a writing. */
export interface Check {
  code: CheckCode;
  /** Of which block, counted from 0; null: of the whole. */
  at: number | null;
  /** Words and figures for the sentence that says it. */
  params: Readonly<Record<string, string | number>>;
  /** The writing is not published while this stands. */
  blocking: boolean;
}

/** A writing as it is to be checked. */
export interface CheckedWriting {
  title: string;
  blocks: readonly Block[];
  /** The same blocks in English, each in the place of its own; null: it is not told in English. */
  english: readonly Block[] | null;
  language: 'id' | 'en';
  /** Recordings that have captions, by their ids. */
  captioned?: ReadonlySet<number>;
}

/** Words in a sentence, and in a paragraph, that people still follow. */
const SENTENCE_WORDS = 25;
const PARAGRAPH_WORDS = 120;
const MOST_SENTENCES_TOLD = 10;
const TOLD_WORDS = 6;
/** Letters of a heading or a text from which capitals alone are shouting; shorter ones are names (RSUD, PPID). */
const SHOUTED_LETTERS = 20;

const VAGUE: Readonly<Record<'id' | 'en', ReadonlySet<string>>> = {
  id: new Set(
    'klik|klik di sini|klik disini|klik sini|di sini|disini|sini|baca selengkapnya|selengkapnya|baca lagi|lihat|lihat di sini|link|tautan|tautan ini|ini|lanjut|info'.split(
      '|',
    ),
  ),
  en: new Set('click|click here|here|read more|more|link|this|this link|see here|continue|info'.split('|')),
};

/** The texts of a block that people read, each whole. */
function textsOf(block: Block): string[] {
  switch (block.kind) {
    case 'heading':
      return [block.text];
    case 'text':
    case 'quote':
    case 'callout':
      return [plainOf(block.spans)];
    case 'list':
      return block.items.map(plainOf);
    case 'table':
      return [...block.rows.flat(), block.caption];
    case 'picture':
      return [block.alt, block.caption];
    case 'gallery':
      return block.pictures.flatMap(({ alt, caption }) => [alt, caption]);
    case 'button':
    case 'file':
      return [block.label];
    case 'audio':
    case 'video':
      return [block.label, plainOf(block.spans)];
    case 'formula':
      return [block.alt];
    case 'embed':
      return [];
  }
}

/** The links of a block: neighbours to the same place are one, however their words are marked. */
function linksOf(block: Block): { words: string; href: string }[] {
  if (block.kind === 'button') return [{ words: block.label, href: block.href }];
  const lines = block.kind === 'list' ? block.items : 'spans' in block ? [block.spans] : [];
  return lines.flatMap((line) => {
    const links: { words: string; href: string }[] = [];
    let last: Span | undefined;
    for (const span of line) {
      const open = links.at(-1);
      if (span.href !== undefined && last?.href === span.href && open) open.words += span.text;
      else if (span.href !== undefined) links.push({ words: span.text, href: span.href });
      last = span;
    }
    return links;
  });
}

const SHOWN: readonly BlockKind[] = ['embed', 'picture', 'gallery', 'file', 'audio', 'video'];
const hasWords = (block: Block) =>
  SHOWN.includes(block.kind) ||
  (block.kind === 'formula' && block.tex.trim() !== '') ||
  textsOf(block).some((text) => text.trim() !== '');

const wordsIn = (text: string): string[] => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
/** A sentence ends with its sign and a space before what begins another, or with the line; "Jl. Merdeka 1", "pukul 09.00" go on. */
const sentencesOf = (text: string): string[] =>
  text.split(/(?<=[^\s.]{3}[.!?…]["”’)]{0,3})\s+(?=["“‘(]?[\p{Lu}\p{N}])|\n+/u);

/** Whether words are written in capitals alone, and are so many that they shout. */
function shouts(text: string): boolean {
  if (text.length < SHOUTED_LETTERS || /\p{Ll}/u.test(text) || !/\p{Lu}/u.test(text)) return false;
  return text.replaceAll(/\P{L}/gu, '').length >= SHOUTED_LETTERS;
}

type Say = (code: CheckCode, at: number | null, params?: Check['params'], blocking?: boolean) => void;

function checkPictures(block: Block, at: number, say: Say): void {
  const pictures = block.kind === 'picture' ? [block] : block.kind === 'gallery' ? block.pictures : [];
  const silent = pictures.filter(({ alt }) => alt.trim() === '').length;
  if (silent > 0) say('picture_without_alt', at, { count: silent }, true);
}

/** Recordings say what is said in them: a video by captions or by a transcript, a sound by a transcript; formulas what is read aloud. */
function checkHeard(
  { block, english, at }: { block: Block; english: Block | undefined; at: number },
  captioned: ReadonlySet<number>,
  say: Say,
): void {
  if (block.kind === 'formula' && block.tex.trim() !== '' && block.alt.trim() === '') say('formula_without_alt', at);
  if (block.kind !== 'audio' && block.kind !== 'video') return;
  if (block.kind === 'video' && captioned.has(block.fileId)) return;
  // who reads it in English has the English transcript alone
  const told = english?.kind === block.kind ? [block, english] : [block];
  const silent = told.find(({ spans }) => plainOf(spans).trim() === '');
  if (silent) say('recording_without_words', at, { words: tidyLine(silent.label) }, true);
}

/** Headings: none empty, none of the third level before one of the second, none with nothing below it. */
function checkHeadings(blocks: readonly Block[], say: Say): void {
  let second = false;
  for (const [at, block] of blocks.entries()) {
    if (block.kind !== 'heading') continue;
    const text = tidyLine(block.text);
    if (text === '') say('empty_heading', at);
    if (block.level === 3 && !second) say('heading_skips_level', at, { text });
    second ||= block.level === 2;
    const next = blocks[at + 1];
    // a part that begins with a smaller part is no empty one
    const bare = next === undefined || (next.kind === 'heading' && next.level <= block.level);
    if (bare && text !== '') say('heading_without_text_below', at, { text });
  }
}

/** Sentences and paragraphs that are too long to follow. */
function checkLengths(blocks: readonly Block[], say: Say): void {
  const told: readonly BlockKind[] = ['text', 'list', 'quote', 'callout'];
  let sentences = 0;
  for (const [at, block] of blocks.entries()) {
    if (!told.includes(block.kind)) continue;
    for (const text of textsOf(block)) {
      const count = wordsIn(text).length;
      if (count > PARAGRAPH_WORDS) say('long_paragraph', at, { count });
      if (count <= SENTENCE_WORDS || sentences >= MOST_SENTENCES_TOLD) continue;
      for (const sentence of sentencesOf(text)) {
        const words = wordsIn(sentence);
        if (words.length <= SENTENCE_WORDS || sentences >= MOST_SENTENCES_TOLD) continue;
        sentences += 1;
        say('long_sentence', at, {
          count: words.length,
          words: words.slice(0, TOLD_WORDS).join(' ').slice(0, 200).toWellFormed(),
        });
      }
    }
  }
}

/** Where links lead and what they say of it; each thing once, where it is first seen. */
function checkLinks(blocks: readonly Block[], language: 'id' | 'en', say: Say): void {
  const ledTo = new Map<string, string>();
  const told = new Set<string>();
  for (const [at, block] of blocks.entries()) {
    for (const { words, href } of linksOf(block)) {
      const text = tidyLine(words).slice(0, 200).toWellFormed();
      const said = text
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
        .trim();
      if (href === '' || !isSafeAddress(href)) say('unsafe_link', at, { words: text }, true);
      const vague = said === '' || VAGUE[language].has(said) || VAGUE.en.has(said);
      if (vague) say('link_says_nothing', at, { words: text });
      const before = ledTo.get(said);
      if (before === undefined) ledTo.set(said, href);
      else if (before !== href && !vague && !told.has(said)) {
        told.add(said);
        say('same_words_other_link', at, { words: text });
      }
    }
  }
}

/** Buttons to the same place and things of modules that stand twice. */
function checkTwice(blocks: readonly Block[], say: Say): void {
  const seen = new Set<string>();
  for (const [at, block] of blocks.entries()) {
    if (block.kind !== 'button' && block.kind !== 'embed') continue;
    const key = block.kind === 'button' ? `button ${block.href}` : `embed ${block.embed} ${block.ref}`;
    if (seen.has(key)) {
      if (block.kind === 'button') say('button_twice', at, { words: block.label });
      else say('embed_twice', at);
    }
    seen.add(key);
  }
}

/** How many blocks with words have none in English. Things of modules say themselves in the language of who reads. */
function missingEnglish(blocks: readonly Block[], english: readonly Block[]): number {
  const spoken = (block: Block | undefined) =>
    block !== undefined && block.kind !== 'embed' && textsOf(block).some((text) => text.trim() !== '');
  return blocks.filter((block, at) => spoken(block) && !(english[at]?.kind === block.kind && spoken(english[at])))
    .length;
}

/**
 * What is to be said of a writing before it is published: what keeps people from reading it (`blocking`), and what makes it hard to. The order
 * is that of the codes, and of the blocks within each.
 */
export function checkWriting({
  title,
  blocks: all,
  english,
  language,
  captioned = new Set(),
}: CheckedWriting): Check[] {
  const blocks = all.slice(0, MOST_BLOCKS);
  const checks: Check[] = [];
  const say: Say = (code, at, params = {}, blocking = false) => checks.push({ code, at, params, blocking });
  if (title.trim() === '') say('no_title', null, {}, true);
  if (!blocks.some(hasWords)) say('empty_writing', null, {}, true);
  checkHeadings(blocks, say);
  checkLengths(blocks, say);
  checkLinks(blocks, language, say);
  checkTwice(blocks, say);
  if (shouts(title)) say('all_capitals', null, { words: tidyLine(title).slice(0, 80).toWellFormed() });
  for (const [at, block] of blocks.entries()) {
    checkPictures(block, at, say);
    checkHeard({ block, english: english?.[at], at }, captioned, say);
    if (block.kind === 'table' && !block.head) say('table_without_head', at);
    const shouted = block.kind === 'table' ? undefined : textsOf(block).find(shouts);
    if (shouted !== undefined) say('all_capitals', at, { words: tidyLine(shouted).slice(0, 80).toWellFormed() });
  }
  const missing = english === null ? 0 : missingEnglish(blocks, english);
  if (missing > 0) say('english_missing', null, { count: missing });
  const place = (check: Check) => CHECK_CODES.indexOf(check.code);
  return checks.toSorted((a, b) => place(a) - place(b) || (a.at ?? -1) - (b.at ?? -1));
}
