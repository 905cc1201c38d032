import type { Ctx } from '#platform/context';
import type { Storage } from '#platform/storage';
import { findAttachment } from '#modules/collection/catalog';
import { admitReader } from './admit-reader.ts';
import { digitalErrors } from './errors.ts';
import { withZip, type Zip } from './read-zip.ts';
import { chapterNodes, type ChapterNode } from './rules/chapter-nodes.ts';
import { packagePath, readPackage, readToc, type EpubPackage, type TocLine } from './rules/epub-package.ts';
import { readerKindOf } from './rules/reader-kind.ts';
import { readXml, type XmlElement } from './rules/xml-tree.ts';

const TEXT_LIMIT = 4 * 1024 * 1024;
const PICTURE_LIMIT = 16 * 1024 * 1024;
/** Pictures that are shown, with the type under which they are sent. */
const PICTURES: Record<string, string> = {
  'image/jpeg': 'image/jpeg',
  'image/jpg': 'image/jpeg',
  'image/png': 'image/png',
  'image/gif': 'image/gif',
  'image/webp': 'image/webp',
  'image/avif': 'image/avif',
  'image/svg+xml': 'image/svg+xml',
};

export interface EpubChapter {
  /** Which chapter this is, from 1, and of how many. */
  chapter: number;
  chapters: number;
  language: string | null;
  toc: TocLine[];
  nodes: ChapterNode[];
}

/** How addresses of chapters and pictures are made. */
export interface EpubAddresses {
  chapterHref(chapter: number, anchor: string | null): string;
  pictureHref(path: string): string;
}

/**
 * A chapter of an EPUB for who may read it, made safe to show. A number beyond the last chapter is the last one. Refuses
 * `digital.unreadable`, `digital.locked`, and what reading the file is refused with.
 */
export async function readChapter(
  ctx: Ctx,
  storage: Storage,
  attachmentId: number,
  wanted: number,
  addresses: EpubAddresses,
): Promise<EpubChapter> {
  return withZip(await epubPath(ctx, storage, attachmentId), async (zip) => {
    const { book, toc } = await openBook(zip);
    const chapter = Math.min(Math.max(1, wanted), book.chapters.length);
    const path = book.chapters[chapter - 1] ?? '';
    const document = await readDocument(zip, path);
    const { chapters, language } = book;
    const nodes = chapterNodes(document, { path, chapters, ...addresses });
    return { chapter, chapters: chapters.length, language, toc, nodes };
  });
}

/** A picture of an EPUB, for who may read it. Refuses `digital.part_not_found`, and what {@link readChapter} refuses. */
export async function readPicture(
  ctx: Ctx,
  storage: Storage,
  attachmentId: number,
  path: string,
): Promise<{ mediaType: string; bytes: Buffer }> {
  return withZip(await epubPath(ctx, storage, attachmentId), async (zip) => {
    const { mediaTypes } = await readBook(zip);
    const mediaType = PICTURES[mediaTypes[path] ?? ''];
    if (!mediaType) throw digitalErrors.partNotFound();
    return { mediaType, bytes: await zip.read(path, PICTURE_LIMIT) };
  });
}

async function epubPath(ctx: Ctx, storage: Storage, attachmentId: number): Promise<string> {
  const attachment = await findAttachment(ctx.db, attachmentId);
  await admitReader(ctx, attachment);
  if (readerKindOf(attachment.mediaType) !== 'epub') throw digitalErrors.partNotFound();
  return storage.path(attachment.fileKey);
}

async function readBook(zip: Zip): Promise<EpubPackage> {
  const container = await readDocument(zip, 'META-INF/container.xml');
  const path = packagePath(container);
  if (path === null) throw digitalErrors.unreadable();
  const book = readPackage(await readDocument(zip, path), path);
  if (book.chapters.length === 0) throw digitalErrors.unreadable();
  return book;
}

async function openBook(zip: Zip): Promise<{ book: EpubPackage; toc: TocLine[] }> {
  const book = await readBook(zip);
  if (zip.has('META-INF/rights.xml')) throw digitalErrors.locked();
  if (book.tocPath === null || !zip.has(book.tocPath)) return { book, toc: [] };
  const root = readXml((await zip.read(book.tocPath, TEXT_LIMIT)).toString('utf8'));
  return { book, toc: root ? readToc(root, book.tocPath, book.chapters) : [] };
}

async function readDocument(zip: Zip, path: string): Promise<XmlElement> {
  const root = readXml((await zip.read(path, TEXT_LIMIT)).toString('utf8'));
  if (!root) throw digitalErrors.unreadable();
  return root;
}
