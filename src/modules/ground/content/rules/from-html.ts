import { Tokenizer, TokenizerMode, type Token, type TokenHandler } from 'parse5';
import type { Block, Span } from './blocks.ts';
import { Pile, type LineKind } from './html-pile.ts';
import * as tags from './html-tags.ts';
import { normalBlocks } from './normal-blocks.ts';

/** Letters of a pasted page at most; Word writes many for a few words. */
const MOST_LETTERS = 3_000_000;
/** Elements in each other; what lies deeper is read as if it stood here. */
const DEEPEST = 200;

/** An element that has not ended, with how words in it are shown. */
interface Open {
  name: string;
  bold: boolean;
  italic: boolean;
  href: string | undefined;
  hidden: boolean;
  /** In a drawing. */
  drawn: boolean;
  pre: boolean;
  /** The sign before an entry of a list of Word. */
  sign: boolean;
  line: LineKind;
  gathers: boolean;
}

const WORDS: LineKind = { is: 'words' };
const PAGE: Open = {
  name: '',
  bold: false,
  italic: false,
  href: undefined,
  hidden: false,
  drawn: false,
  pre: false,
  sign: false,
  line: WORDS,
  gathers: false,
};

const TABLE_PARTS: ReadonlySet<string> = new Set(['table', 'caption', 'tbody', 'thead', 'tfoot', 'tr', 'td', 'th']);
const CELLS: ReadonlySet<string> = new Set(['td', 'th', 'caption']);
const HEADINGS: ReadonlySet<string> = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6']);

/** What ends by itself where an element begins, and what holds it: an entry of a list ends the one before it, but not one around its list. */
const ENDS: ReadonlyMap<string, { ends: ReadonlySet<string>; within: ReadonlySet<string> }> = new Map([
  ['li', { ends: new Set(['li']), within: new Set(['ul', 'ol', 'menu', 'dir', 'table', 'td', 'th', 'blockquote']) }],
  ['tr', { ends: new Set(['tr', 'caption']), within: new Set(['table']) }],
  ...['td', 'th'].map((name) => [name, { ends: CELLS, within: new Set(['table', 'tr']) }] as const),
  ...['tbody', 'thead', 'tfoot'].map(
    (name) =>
      [name, { ends: new Set(['tbody', 'thead', 'tfoot', 'tr', 'caption']), within: new Set(['table']) }] as const,
  ),
]);

const attribute = (token: Token.TagToken, name: string) => token.attrs.find((one) => one.name === name)?.value;

/** Goes through a page tag by tag, without a tree: however deep it is nested, the work grows with its length. */
class PageReader implements TokenHandler {
  readonly pile = new Pile();
  pictures = 0;
  private readonly stack: Open[] = [];
  /** Elements that were not taken up, for they lie too deep. */
  private beyond = 0;
  private readonly tokenizer = new Tokenizer({ sourceCodeLocationInfo: false }, this);

  read(html: string): void {
    this.tokenizer.write(html, true);
    while (this.stack.length > 0) this.pop();
    this.pile.putDown(WORDS);
  }

  private get top(): Open {
    return this.stack.at(-1) ?? PAGE;
  }

  private pop(): void {
    const { gathers, line, hidden } = this.top;
    const ended = this.stack.pop();
    if (!ended || hidden) return;
    if (gathers || tags.BLOCKS.has(ended.name) || line !== this.top.line) this.pile.putDown(line);
    if (gathers) this.pile.end();
  }

  private popTo(at: number): void {
    while (this.stack.length > at) this.pop();
  }

  /** Ends the nearest of some elements, unless one of others holds it. */
  private endNearest(ends: (name: string) => boolean, within: (open: Open) => boolean): boolean {
    for (let at = this.stack.length - 1; at >= 0; at -= 1) {
      const open = this.stack[at];
      if (!open) break;
      if (ends(open.name)) {
        this.popTo(at);
        return true;
      }
      if (within(open)) break;
    }
    return false;
  }

  /** What ends where a block begins: a paragraph, a heading in which only parts of a line are open, and what {@link ENDS} says. */
  private endBefore(name: string): void {
    const isLine = (one: string) => one === 'p' || (HEADINGS.has(name) && HEADINGS.has(one));
    this.endNearest(isLine, (open) => tags.BLOCKS.has(open.name) || open.gathers);
    const implied = ENDS.get(name);
    if (implied)
      this.endNearest(
        (one) => implied.ends.has(one),
        (open) => implied.within.has(open.name),
      );
    this.pile.putDown(this.top.line);
  }

  onStartTag(token: Token.TagToken): void {
    const { tagName: name } = token;
    if (this.top.drawn && tags.BLOCKS.has(name))
      this.endNearest(
        (one) => one === 'svg',
        () => false,
      );
    if (this.top.drawn && token.selfClosing) return;
    this.readRaw(name);
    const { hidden } = this.top;
    if (!hidden && tags.BLOCKS.has(name)) this.endBefore(name);
    if (tags.VOID.has(name) || (token.selfClosing && name.includes(':'))) {
      if (!hidden) this.empty(token);
    } else if (this.stack.length >= DEEPEST) this.beyond += 1;
    else this.stack.push(this.opened(token));
  }

  /** How the tokenizer goes on: in a script, a style and the like no tag is one but the end. */
  private readRaw(name: string): void {
    if (name === 'script') this.tokenizer.state = TokenizerMode.SCRIPT_DATA;
    else if (name === 'plaintext') this.tokenizer.state = TokenizerMode.PLAINTEXT;
    else if (tags.RAW.has(name)) this.tokenizer.state = TokenizerMode.RAWTEXT;
    else if (tags.RCDATA.has(name)) this.tokenizer.state = TokenizerMode.RCDATA;
  }

  /** An element without contents. */
  private empty(token: Token.TagToken): void {
    if (token.tagName === 'br') this.pile.endLine(this.top.line);
    if (!tags.PICTURES.has(token.tagName)) return;
    const alt = attribute(token, 'alt') ?? '';
    // pages of conversations show their little faces as pictures
    if (/^\p{Extended_Pictographic}\S{0,15}$/u.test(alt)) this.words(alt);
    else this.pictures += 1;
  }

  private opened(token: Token.TagToken): Open {
    const { tagName: name } = token;
    const { top } = this;
    const style = tags.shownStyle(attribute(token, 'style') ?? '');
    const hidden =
      top.hidden ||
      style.hidden ||
      tags.DROPPED.has(name) ||
      (attribute(token, 'hidden') ?? 'until-found') !== 'until-found';
    const open: Open = {
      name,
      bold: style.bold ?? (top.bold || tags.BOLD.has(name)),
      italic: style.italic ?? (top.italic || tags.ITALIC.has(name)),
      href: name === 'a' ? tags.pastedAddress(attribute(token, 'href') ?? '') : top.href,
      hidden,
      drawn: top.drawn || name === 'svg',
      pre: style.pre ?? (top.pre || name === 'pre' || name === 'listing' || name === 'xmp' || name === 'plaintext'),
      sign: top.sign || style.list === 'ignore',
      line: this.lineOf(token, style),
      gathers: !hidden && this.gathers(token),
    };
    return open;
  }

  private lineOf(token: Token.TagToken, style: tags.ShownStyle): LineKind {
    const { tagName: name } = token;
    if (HEADINGS.has(name) || (name === 'p' && /(?:^|\s)MsoTitle(?:\s|$)/.test(attribute(token, 'class') ?? '')))
      return { is: 'heading', level: /^(?:h[12]|p)$/.test(name) ? 2 : 3 };
    if (typeof style.list === 'object') return { is: 'item', list: style.list.id, level: style.list.level, sign: '' };
    if ((name === 'cite' || name === 'footer') && this.pile.innermost.of === 'quote' && this.top.line.is !== 'source') {
      this.pile.putDown(this.top.line);
      return { is: 'source' };
    }
    return CELLS.has(name) || name === 'li' || name === 'blockquote' ? WORDS : this.top.line;
  }

  /** Opens what gathers its contents; whether the element is such. */
  private gathers(token: Token.TagToken): boolean {
    const { tagName: name } = token;
    const { pile } = this;
    const into = pile.innermost;
    if (name === 'li' && into.of === 'list') into.items.push([]);
    if (name === 'tr' && into.of === 'table') into.rows.push([]);
    if (name === 'td' || name === 'th')
      return pile.beginCell(
        name === 'th' || this.isInHead(),
        Number.parseInt(attribute(token, 'colspan') ?? '1', 10) || 1,
      );
    if (name === 'table') pile.begin({ of: 'table', rows: [], loose: [], caption: '' });
    else if (name === 'caption' && into.of === 'table') pile.begin({ of: 'caption', blocks: [] });
    else if (name === 'blockquote' && into.of !== 'quote') pile.begin({ of: 'quote', blocks: [], source: [] });
    // a list in a list is a part of it
    else if ((name === 'ul' || name === 'ol') && into.of !== 'list')
      pile.begin({ of: 'list', ordered: name === 'ol', items: [] });
    else return false;
    return true;
  }

  private isInHead(): boolean {
    const at = this.stack.findLastIndex(({ name }) => name === 'thead' || name === 'table');
    return this.stack[at]?.name === 'thead';
  }

  onEndTag({ tagName: name }: Token.TagToken): void {
    if (this.beyond > 0 && !tags.VOID.has(name)) {
      this.beyond -= 1;
      return;
    }
    if (name === 'br' && !this.top.hidden) this.pile.endLine(this.top.line);
    const isBlock = tags.BLOCKS.has(name);
    const isPart = TABLE_PARTS.has(name);
    const ended = this.endNearest(
      (one) => one === name,
      (open) =>
        isPart ? open.name === 'table' : CELLS.has(open.name) || open.name === 'table' || (!isBlock && open.gathers),
    );
    if (!ended && isBlock && !this.top.hidden) this.pile.putDown(this.top.line);
  }

  private words(text: string): void {
    const { bold, italic, href, hidden, pre, sign, line } = this.top;
    if (hidden) return;
    if (sign) {
      if (line.is === 'item') line.sign = (line.sign + text).slice(0, 40);
      return;
    }
    const span: Omit<Span, 'text'> = {
      ...(bold && { bold }),
      ...(italic && { italic }),
      ...(href !== undefined && { href }),
    };
    if (!pre) return this.pile.write({ ...span, text: text.replaceAll(/[ \t\n\f\r]+/g, ' ') });
    for (const [i, part] of text.split(/\r\n?|\n/).entries()) {
      if (i > 0) this.pile.endLine(line);
      if (part !== '') this.pile.write({ ...span, text: part });
    }
  }

  onCharacter({ chars }: Token.CharacterToken): void {
    this.words(chars);
  }
  onWhitespaceCharacter({ chars }: Token.CharacterToken): void {
    this.words(chars);
  }
  onNullCharacter(): void {}
  onComment(): void {}
  onDoctype(): void {}
  onEof(): void {}
}

/** Blocks of a page, whether something had no place in them, and how many pictures were left out. */
export interface PastedBlocks {
  blocks: Block[];
  cut: boolean;
  pictures: number;
}

/**
 * What is pasted from Word, LibreOffice, Google Docs, pages of the web or a conversation, as blocks. Scripts, styles and what is hidden are left
 * out; forms and frames leave their words; pictures of others are never taken, only counted. Only data come of it, and every link leads to
 * where links may lead.
 */
export function blocksOfHtml(html: string): PastedBlocks {
  const reader = new PageReader();
  // pictures that are written out in the page would fill it
  const words = html.replaceAll(/data:[a-z]{1,20}\/[\w.+-]{1,60};base64,[\w+/=%-]*/gi, '');
  reader.read(words.slice(0, MOST_LETTERS).toWellFormed());
  const { blocks, cut } = normalBlocks(reader.pile.page.blocks);
  return { blocks, cut: cut || words.length > MOST_LETTERS, pictures: reader.pictures };
}
