import { Lexer, Tokenizer, type Links, type MarkedToken, type Token, type Tokens } from 'marked';

/** A link or a picture as it is written, `[words](address "title")`, with signs still escaped. */
export interface WrittenLink {
  raw: string;
  picture: boolean;
  label: string;
  href: string;
  title: string;
}

const LABEL_LENGTH = 1000;
/** Brackets in brackets; more is no link, so that a heap of them is looked through once. */
const LABEL_DEPTH = 4;
const TARGET =
  /^\([ \t\n]*(?:<([^<>\n]{0,1000})>|((?:[^\s()<\\]|\\[!-/:-@[-`{-~]|\([^\s()]{0,1000}\)){0,1000}))(?:[ \t\n]+"((?:\\[\s\S]|[^"\\]){0,1000})")?[ \t\n]*\)/;

/** The link or the picture with which a text begins; null: it begins with none. */
export function linkAt(text: string): WrittenLink | null {
  const picture = text.startsWith('![');
  const from = picture ? 2 : 1;
  if (!picture && !text.startsWith('[')) return null;
  let depth = 1;
  let end = from;
  for (; end < text.length && end < from + LABEL_LENGTH; end += 1) {
    const sign = text[end];
    if (sign === '\\') end += 1;
    else if (sign === '[') depth += 1;
    else if (sign === ']') depth -= 1;
    if (depth === 0 || depth > LABEL_DEPTH) break;
  }
  if (depth !== 0 || text[end + 1] !== '(') return null;
  const target = TARGET.exec(text.slice(end + 1, end + 1 + 3000));
  if (!target) return null;
  return {
    raw: text.slice(0, end + 1 + target[0].length),
    picture,
    label: text.slice(from, end),
    href: target[1] ?? target[2] ?? '',
    title: target[3] ?? '',
  };
}

/** The address of the web with which a text begins, without the signs that end a sentence; null: none. */
export function bareAddress(text: string): string | null {
  const found = /^https?:\/\/[^\s<>"`\\*]{1,1000}/i.exec(text)?.[0] ?? '';
  // brackets that were opened in the address and are closed in it belong to it
  let unclosed = found.split('(').length - found.split(')').length;
  let end = found.length;
  for (; end > 0 && /[.,;:!?'_~()\]}]/.test(found.charAt(end - 1)); end -= 1) {
    const last = found.charAt(end - 1);
    if (last === ')' && unclosed >= 0) break;
    unclosed += last === ')' ? 1 : last === '(' ? -1 : 0;
  }
  const address = found.slice(0, end);
  return /^https?:\/\/[^/]/i.test(address) ? address : null;
}

/** Makes links and escaped signs alone; all else is words. Bold and italic are found afterwards (`emphasis.ts`), in a time that text bounds. */
class LightTokenizer extends Tokenizer {
  readonly inLink: boolean;

  constructor(inLink: boolean) {
    super();
    this.inLink = inLink;
  }

  override link(src: string): Tokens.Link | undefined {
    const link = this.inLink ? null : linkAt(src);
    return link
      ? { type: 'link', raw: link.raw, href: link.href, title: link.title, text: link.label, tokens: [] }
      : undefined;
  }

  override reflink(src: string, links: Links): Tokens.Link | Tokens.Text | undefined {
    if (this.inLink || Object.keys(links).length === 0) return undefined;
    const named = /^!?\[((?:\\[\s\S]|[^[\]\\]){1,200})\](?:\[((?:\\[\s\S]|[^[\]\\]){0,200})\])?/.exec(src);
    const label = (named?.[2] || named?.[1] || '').replaceAll(/\s+/g, ' ').toLowerCase();
    const target = Object.hasOwn(links, label) ? links[label] : undefined;
    return named && target
      ? { type: 'link', raw: named[0], href: target.href, title: null, text: named[1] ?? '', tokens: [] }
      : undefined;
  }

  override url(src: string): Tokens.Link | undefined {
    const href = this.inLink ? null : bareAddress(src);
    return href === null
      ? undefined
      : { type: 'link', raw: href, href, title: null, text: href, tokens: [], autolink: true };
  }

  override autolink(src: string): Tokens.Link | undefined {
    const href = /^<((?:https?:\/\/|mailto:|tel:)[^\s<>]{1,1000})>/i.exec(src)?.[1];
    return href === undefined || this.inLink
      ? undefined
      : { type: 'link', raw: `<${href}>`, href, title: null, text: href, tokens: [], autolink: true };
  }

  override inlineText(src: string): Tokens.Text | undefined {
    const text = /^[\s\S](?:(?!https?:\/\/|(?<! ) {2,}\n)[^\\<[!])*/i.exec(src)?.[0];
    return text === undefined ? undefined : { type: 'text', raw: text, text };
  }

  override emStrong(): undefined {
    return undefined;
  }
  override codespan(): undefined {
    return undefined;
  }
  override del(): undefined {
    return undefined;
  }
  override tag(): undefined {
    return undefined;
  }
}

const KNOWN: ReadonlySet<string> = new Set<MarkedToken['type']>([
  ...(['blockquote', 'br', 'checkbox', 'code', 'codespan', 'def', 'del', 'em', 'escape', 'heading', 'hr'] as const),
  ...(['html', 'image', 'link', 'list', 'list_item', 'paragraph', 'space', 'strong', 'table', 'text'] as const),
]);
/** Whether a token is one of marked's own, and none of an extension. */
export const isMarked = (token: Token): token is MarkedToken => KNOWN.has(token.type);

/** A line as marked reads it, with links and escaped signs as the only things that are more than text. */
export function inlineTokens(text: string, inLink: boolean, links: Links): MarkedToken[] {
  const lexer = new Lexer({ tokenizer: new LightTokenizer(inLink) });
  Object.assign(lexer.tokens.links, links);
  return lexer.inlineTokens(text).filter(isMarked);
}
