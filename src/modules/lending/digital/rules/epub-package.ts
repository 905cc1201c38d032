import { elementsNamed, textOf, type XmlElement } from './xml-tree.ts';

/** A line of the table of contents. */
export interface TocLine {
  title: string;
  /** Chapter, from 1. */
  chapter: number;
  /** The place in it that the line points at, or null = its beginning. */
  anchor: string | null;
  /** 0 = a line of its own, 1 = below the one before it … */
  level: number;
}

/** What the package document of an EPUB says (EPUB 3.3, 5; EPUB 2 alike). Paths are those of the container. */
export interface EpubPackage {
  title: string;
  language: string | null;
  /** Paths of the chapters in the order of reading. */
  chapters: string[];
  /** The table of contents: a navigation document (EPUB 3) or an NCX (EPUB 2). */
  tocPath: string | null;
  /** Kinds of the files, by path. */
  mediaTypes: Record<string, string>;
}

/**
 * The path that a reference in a document leads to, within the container.
 * @returns null for whatever leads elsewhere
 */
export function resolvePath(from: string, reference: string): { path: string; anchor: string | null } | null {
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(reference)) return null;
  const [file = '', anchor = null] = reference.split('#', 2);
  if (file === '') return { path: from, anchor };
  const parts = file.startsWith('/') ? [] : from.split('/').slice(0, -1);
  for (const part of decoded(file.split('?')[0] ?? '').split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return { path: parts.join('/'), anchor };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Where the package document is, from `META-INF/container.xml`. */
export const packagePath = (container: XmlElement): string | null =>
  elementsNamed(container, 'rootfile')[0]?.attributes['full-path'] ?? null;

/** @param path of the package document itself */
export function readPackage(root: XmlElement, path: string): EpubPackage {
  const pathOf = new Map<string, string>();
  const mediaTypes: Record<string, string> = {};
  let navigation: string | null = null;
  let ncx: string | null = null;
  for (const { attributes } of elementsNamed(root, 'item')) {
    const target = resolvePath(path, attributes.href ?? '')?.path;
    if (target === undefined || attributes.id === undefined) continue;
    pathOf.set(attributes.id, target);
    mediaTypes[target] = attributes['media-type'] ?? '';
    if (/\bnav\b/.test(attributes.properties ?? '')) navigation = target;
    if (attributes['media-type'] === 'application/x-dtbncx+xml') ncx = target;
  }
  const chapters = elementsNamed(root, 'itemref')
    .filter(({ attributes }) => attributes.linear !== 'no')
    .flatMap(({ attributes }) => pathOf.get(attributes.idref ?? '') ?? []);
  const [title] = elementsNamed(root, 'title');
  const [language] = elementsNamed(root, 'language');
  return {
    title: title ? textOf(title) : '',
    language: language ? textOf(language) || null : null,
    chapters,
    tocPath: navigation ?? ncx,
    mediaTypes,
  };
}

/** The table of contents; lines that lead to no chapter are left out. */
export function readToc(root: XmlElement, path: string, chapters: readonly string[]): TocLine[] {
  const line = (title: string, reference: string, level: number): TocLine[] => {
    const target = resolvePath(path, reference);
    const at = target ? chapters.indexOf(target.path) : -1;
    return at < 0 || title === '' ? [] : [{ title, chapter: at + 1, anchor: target?.anchor ?? null, level }];
  };
  const children = (element: XmlElement, name: string): XmlElement[] =>
    element.children.filter((child) => typeof child !== 'string').filter((child) => child.name === name);
  const fromList = (list: XmlElement, level: number): TocLine[] =>
    children(list, 'li').flatMap((item) => [
      ...children(item, 'a').flatMap((link) => line(textOf(link), link.attributes.href ?? '', level)),
      ...children(item, 'ol').flatMap((inner) => fromList(inner, level + 1)),
    ]);
  const fromPoint = (point: XmlElement, level: number): TocLine[] => [
    ...children(point, 'navlabel').flatMap((label) =>
      line(textOf(label), children(point, 'content')[0]?.attributes.src ?? '', level),
    ),
    ...children(point, 'navpoint').flatMap((inner) => fromPoint(inner, level + 1)),
  ];
  if (root.name === 'ncx') {
    return elementsNamed(root, 'navmap').flatMap((map) => children(map, 'navpoint').flatMap((p) => fromPoint(p, 0)));
  }
  const navs = elementsNamed(root, 'nav');
  const toc = navs.find((nav) => (nav.attributes['epub:type'] ?? '').split(/\s+/).includes('toc')) ?? navs[0];
  return toc ? children(toc, 'ol').flatMap((list) => fromList(list, 0)) : [];
}
