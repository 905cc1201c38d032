import { resolvePath } from './epub-package.ts';
import type { XmlElement } from './xml-tree.ts';

/** A piece of a chapter that is safe to show: text, or an element of our list with attributes that we made. */
export type ChapterNode = string | { tag: string; attributes: Record<string, string>; children: ChapterNode[] };

/** Shown as they are; headings one step lower, because the page has a title of its own. */
const KEPT = new Set(
  'p blockquote ul ol li dl dt dd table caption thead tbody tfoot tr td th figure figcaption em strong i b u s sub sup small code pre cite q abbr ruby rt rp div section aside'.split(
    ' ',
  ),
);
const LOWERED: Record<string, string> = { h1: 'h2', h2: 'h3', h3: 'h4', h4: 'h5', h5: 'h6', h6: 'h6' };
const EMPTY = new Set(['br', 'hr']);
/** Left out with all that is in them; whatever else is not known is left out, and what is in it kept. */
const DROPPED = new Set(
  'script style head title link meta iframe frame object embed applet svg math form input button select textarea audio video source canvas template noscript base'.split(
    ' ',
  ),
);

export interface ChapterPlace {
  /** Path of the chapter in the container. */
  path: string;
  chapters: readonly string[];
  /** The address of a chapter and a place in it. */
  chapterHref(chapter: number, anchor: string | null): string;
  /** The address of a picture by its path in the container. */
  pictureHref(path: string): string;
}

/** How an anchor of a book is called in our page, so that none of its names is one of ours. */
export const anchorId = (name: string): string => `isi-${name.replace(/[^\p{L}\p{N}_.-]/gu, '-')}`;

/**
 * What of a chapter is shown. Nothing of the book's own code, style or addresses remains: elements and attributes are made anew from
 * a short list, and links lead to chapters, to their places, or (marked) out of the house.
 */
export function chapterNodes(document: XmlElement, place: ChapterPlace): ChapterNode[] {
  const body = document.children.find((child) => typeof child !== 'string' && child.name === 'body');
  const root = typeof body === 'object' ? body : document;
  return root.children.flatMap((child) => nodesOf(child, place));
}

function nodesOf(node: XmlElement | string, place: ChapterPlace): ChapterNode[] {
  if (typeof node === 'string') return [node];
  const { name } = node;
  if (DROPPED.has(name)) return [];
  if (EMPTY.has(name)) return [{ tag: name, attributes: {}, children: [] }];
  if (name === 'img') return picture(node, place);
  const children = node.children.flatMap((child) => nodesOf(child, place));
  const attributes = safeAttributes(node);
  if (name === 'a') return link(node, attributes, children, place);
  const tag = LOWERED[name] ?? (KEPT.has(name) ? name : null);
  if (tag !== null) return [{ tag, attributes, children }];
  return attributes.id === undefined ? children : [{ tag: 'span', attributes, children }];
}

function safeAttributes({ attributes }: XmlElement): Record<string, string> {
  const safe: Record<string, string> = {};
  const { id, dir, colspan, rowspan } = attributes;
  const lang = attributes['xml:lang'] ?? attributes.lang;
  if (id) safe.id = anchorId(id);
  if (lang && /^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i.test(lang)) safe.lang = lang;
  if (dir === 'rtl' || dir === 'ltr') safe.dir = dir;
  if (colspan && /^[1-9]\d?$/.test(colspan)) safe.colspan = colspan;
  if (rowspan && /^[1-9]\d?$/.test(rowspan)) safe.rowspan = rowspan;
  return safe;
}

function picture({ attributes }: XmlElement, place: ChapterPlace): ChapterNode[] {
  const target = resolvePath(place.path, attributes.src ?? '');
  if (!target) return attributes.alt ? [attributes.alt] : [];
  return [{ tag: 'img', attributes: { src: place.pictureHref(target.path), alt: attributes.alt ?? '' }, children: [] }];
}

function link(
  { attributes }: XmlElement,
  safe: Record<string, string>,
  children: ChapterNode[],
  place: ChapterPlace,
): ChapterNode[] {
  const reference = attributes.href ?? '';
  const target = resolvePath(place.path, reference);
  const chapter = target ? place.chapters.indexOf(target.path) + 1 : 0;
  if (target && chapter > 0 && reference !== '') {
    return [{ tag: 'a', attributes: { ...safe, href: place.chapterHref(chapter, target.anchor) }, children }];
  }
  if (/^https?:\/\//i.test(reference)) {
    return [{ tag: 'a', attributes: { ...safe, href: reference, rel: 'external noopener noreferrer' }, children }];
  }
  return safe.id === undefined ? children : [{ tag: 'span', attributes: safe, children }];
}
