import { Lexer, type Links, type MarkedToken, type Token, type Tokens } from 'marked';
import { joinedLines, linesOfBlock } from './block-lines.ts';
import { isSafeAddress, type Block, type ShownPicture, type Span } from './blocks.ts';
import { blocksOfHtml } from './from-html.ts';
import type { FileKind } from './file-kinds.ts';
import { isFormula, tidyFormula } from './formula.ts';
import { plainOf, saidBy, spansWithin } from './inline.ts';
import { isMarked, linkAt } from './inline-tokens.ts';
import { normalBlocks, type ReadBlocks } from './normal-blocks.ts';

/** Letters of a markdown at most; what follows is cut. */
const MOST_LETTERS = 400_000;
/** Quotes and lists in each other, and how far a line is set in; more is taken away before it is read, for each level is read again. */
const DEEPEST = 4;
const DEEPEST_INDENT = 24;
const MARKER = /[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))/y;

/** A formula on lines of its own; read as one line, for its signs would open lists and headings. */
const FENCED_FORMULA = /^\$\$[ \t]*\n((?:(?!\$\$).*\n){1,100}?)[ \t]*\$\$[ \t]*$/gm;

const FILE_MARKS: ReadonlyMap<string, FileKind> = new Map([
  ['{berkas}', 'file'],
  ['{audio}', 'audio'],
  ['{video}', 'video'],
]);

const setIn = (text: string) => text.replace(/^[ \t]+/, (space) => space.slice(0, DEEPEST_INDENT));

/** A line that opens no more levels than {@link DEEPEST}. */
function shallowLine(line: string): string {
  let [at, kept] = [0, 0];
  for (let level = 1; ; level += 1) {
    MARKER.lastIndex = at;
    const found = MARKER.exec(line);
    if (!found) break;
    at += found[0].length;
    if (level <= DEEPEST) kept = at;
  }
  return setIn(line.slice(0, kept)) + setIn(line.slice(at));
}

/** Reads tokens of marked as blocks. */
class Reading {
  readonly links: Links;

  constructor(links: Links) {
    this.links = links;
  }

  spans(text: string): Span[] {
    return spansWithin(text, { soft: ' ', links: this.links });
  }

  plain(text: string): string {
    return plainOf(this.spans(text));
  }

  /** Words of tokens line by line, whatever they are: of a quote, of an entry of a list. Lists in them are left to who asks. */
  lines(tokens: readonly Token[], list: (list: Tokens.List) => Span[][]): Span[][] {
    return tokens.filter(isMarked).flatMap((token): Span[][] => {
      switch (token.type) {
        case 'blockquote':
          return this.lines(token.tokens, list);
        case 'list':
          return list(token);
        case 'table':
          return [token.header, ...token.rows].map((row) => this.spans(row.map(({ text }) => text).join(' ')));
        case 'code':
          return [[{ text: token.text }]];
        case 'html':
          return blocksOfHtml(token.text).blocks.flatMap(linesOfBlock);
        case 'paragraph':
        case 'heading':
        case 'text':
          return [this.spans(token.text)];
        default:
          return [];
      }
    });
  }

  /** Entries of a list, those of lists in it behind the one in which they stand. */
  items(list: Tokens.List): Span[][] {
    return list.items.flatMap((item) => {
      const nested: Span[][] = [];
      const own = this.lines(item.tokens, (inner) => {
        for (const entry of this.items(inner)) nested.push(entry);
        return [];
      });
      return [joinedLines(own), ...nested];
    });
  }

  /** What is said in a recording, behind it; elsewhere it is text. */
  transcript(text: string, last: Block | undefined): Block[] {
    const spans = joinedLines(this.lines(tokensOf(text).tokens, (list) => this.items(list)));
    if ((last?.kind !== 'audio' && last?.kind !== 'video') || last.spans.length > 0) return [{ kind: 'text', spans }];
    last.spans = spans;
    return [];
  }

  quote(token: Tokens.Blockquote, above: Block | undefined): Block[] {
    const told = /^\s*\[!TRANSKRIP\][ \t]*(?:\n|$)/i.exec(token.text);
    if (told) return this.transcript(token.text.slice(told[0].length), above);
    const called = /^\s*\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*(?:\n|$)/i.exec(token.text);
    if (called) {
      const inner = tokensOf(token.text.slice(called[0].length)).tokens;
      const spans = joinedLines(this.lines(inner, (list) => this.items(list)));
      return [{ kind: 'callout', tone: /^[NT]/i.test(called[1] ?? '') ? 'note' : 'warn', spans }];
    }
    const last = token.tokens.filter(isMarked).findLast(({ type }) => type !== 'space');
    const said =
      last?.type === 'paragraph'
        ? /^(?:([\s\S]*)\n)?[ \t]*(?:\u2014|\u2013|--)[ \t]*(\S[^\n]*)$/.exec(last.text)
        : null;
    const before = said
      ? token.tokens.slice(
          0,
          token.tokens.findLastIndex((one) => one === last),
        )
      : token.tokens;
    const lines = this.lines(before, (list) => this.items(list));
    if (said?.[1] !== undefined) lines.push(this.spans(said[1]));
    const source = said ? this.plain(said[2] ?? '') : '';
    return lines.every((line) => line.length === 0) && source !== ''
      ? [{ kind: 'text', spans: this.spans(last?.raw ?? '') }]
      : [{ kind: 'quote', spans: joinedLines(lines), source }];
  }

  /** A paragraph that is nothing but pictures of ours. */
  pictures(text: string): ShownPicture[] | null {
    const pictures: ShownPicture[] = [];
    for (const line of text.split('\n')) {
      const link = linkAt(line.trim());
      const id =
        link?.picture && link.raw === line.trim() ? /^\/gambar\/([1-9]\d{0,14})$/.exec(link.href)?.[1] : undefined;
      if (!link || id === undefined) return null;
      pictures.push({ pictureId: Number(id), alt: this.plain(link.label), caption: saidBy(link.title) });
    }
    return pictures;
  }

  /** A link to a file of ours that is marked as one. */
  file({ href, label }: { href: string; label: string }, mark: string): Block | null {
    const id = /^\/berkas\/([1-9]\d{0,14})$/.exec(href)?.[1];
    const kind = FILE_MARKS.get(mark);
    if (id === undefined || kind === undefined) return null;
    const of = { fileId: Number(id), label: this.plain(label) };
    return kind === 'file' ? { kind, ...of } : { kind, ...of, spans: [] };
  }

  paragraph(text: string, last: Block | undefined): Block[] {
    const pictures = this.pictures(text);
    if (pictures) return [{ kind: 'gallery', pictures }];
    const link = linkAt(text);
    if (link && !link.picture && text.slice(link.raw.length).trim() === '{tombol}') {
      const [label, href] = [this.plain(link.label), saidBy(link.href)];
      return [isSafeAddress(href) ? { kind: 'button', label, href } : { kind: 'text', spans: [{ text: label }] }];
    }
    const taken = link && !link.picture ? this.file(link, text.slice(link.raw.length).trim()) : null;
    if (taken) return [taken];
    const formula = /^\$\$(.+)\$\$$/s.exec(text.trim())?.[1];
    if (formula !== undefined) return [{ kind: 'formula', tex: formula, alt: '' }];
    const embed = /^\{\{([a-z][\w-]{0,29}):([^{}\n]{1,900})\}\}$/.exec(text.trim());
    if (embed) return [{ kind: 'embed', embed: embed[1] ?? '', ref: referenced(embed[2] ?? '') }];
    if (/^: *[^\n]+$/.test(text)) {
      const said = this.plain(text.slice(1));
      if (last?.kind === 'table' && last.caption === '') {
        last.caption = said;
        return [];
      }
      // of what is no formula after all these are words as well
      if (last?.kind === 'formula' && last.alt === '' && isFormula(last.tex)) {
        last.alt = said;
        return [];
      }
    }
    return [{ kind: 'text', spans: this.spans(text) }];
  }

  table({ header, rows }: Tokens.Table): Block {
    const all = [header, ...rows].map((row) => row.map(({ text }) => this.plain(text)));
    const head = (all[0] ?? []).some((cell) => cell !== '');
    return { kind: 'table', head, rows: head ? all : all.slice(1), caption: '' };
  }

  block(token: MarkedToken, last: Block | undefined): Block[] {
    switch (token.type) {
      case 'heading':
        return [{ kind: 'heading', level: token.depth <= 2 ? 2 : 3, text: this.plain(token.text) }];
      case 'paragraph':
      case 'text':
        return this.paragraph(token.text, last);
      case 'list':
        return [{ kind: 'list', ordered: token.ordered, items: this.items(token) }];
      case 'blockquote':
        return this.quote(token, last);
      case 'table':
        return [this.table(token)];
      case 'code':
        return [{ kind: 'text', spans: [{ text: token.text }] }];
      case 'html':
        return blocksOfHtml(token.text).blocks;
      default:
        return [];
    }
  }
}

function referenced(ref: string): string {
  try {
    return decodeURIComponent(ref);
  } catch {
    return ref;
  }
}

/** What marked makes of a text; where it cannot, paragraphs as they stand. */
function tokensOf(text: string): { tokens: Token[]; links: Links } {
  const lexer = new Lexer();
  try {
    lexer.blockTokens(text, lexer.tokens);
    return { tokens: lexer.tokens, links: lexer.tokens.links };
  } catch {
    const tokens = text.split(/\n\s*\n/).map((raw): Token => ({ type: 'paragraph', raw, text: raw, tokens: [] }));
    return { tokens, links: {} };
  }
}

/**
 * Markdown as blocks. Whatever it holds, only data come of it: HTML in it is read for its words, pictures of ours (`/gambar/12`) are pictures
 * and all others links to them; `[Kata](/alamat){tombol}` alone is a button, `[Kata](/berkas/12){berkas}` a file (`{audio}`, `{video}`: a recording,
 * with `> [!TRANSKRIP]` behind it), `$$…$$` a formula, `{{record:123}}` alone a thing of a module.
 */
export function blocksOfMarkdown(markdown: string): ReadBlocks {
  const text = markdown
    .slice(0, MOST_LETTERS)
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(FENCED_FORMULA, (_, tex: string) => `$$${tidyFormula(tex)}$$`)
    .split('\n')
    .map(shallowLine)
    .join('\n');
  const { tokens, links } = tokensOf(text);
  const reading = new Reading(links);
  const blocks: Block[] = [];
  for (const token of tokens.filter(isMarked)) blocks.push(...reading.block(token, blocks.at(-1)));
  const normal = normalBlocks(blocks);
  return { blocks: normal.blocks, cut: normal.cut || markdown.length > MOST_LETTERS };
}
