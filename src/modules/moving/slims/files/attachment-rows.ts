import {
  fileNameOf,
  type AttachmentsNamed,
  type FileReaders,
  type LeftAttachment,
  type PlannedAttachment,
} from '#modules/moving/engine';
import type { Said, SaidCode } from '#shared/moving/said';
import { idOf, type OldRow } from '#shared/moving/old-row';
import { textNumber } from '#shared/moving/text-number';
import { tidyLine } from '#shared/moving/tidy-text';
import { webAddress } from '../rules/web-address.ts';

/** An address that hangs on a title. */
export interface AttachedLink {
  key: string;
  url: string;
  title: string;
  isPublic: boolean;
}
interface FileRow {
  title: string;
  /** null = no name that a file could have. */
  name: string | null;
  folder: string | null;
  isLink: boolean;
  /** null = it is no link, or leads to no place of the web. */
  url: string | null;
}

const LONGEST_TITLE = 200;
const LONGEST_NAME = 150;

/** The folder of a file below `repository`; null = it would lie outside it. */
function folderOf(written: string | null): string | null {
  const parts = (written ?? '').split(/[/\\]/).filter((part) => part !== '' && part !== '.');
  return parts.includes('..') ? null : parts.join('/');
}

/** Numbers of types of members as PHP writes them, by their quotes: `a:1:{i:0;s:1:"2";}`. Whatever else stands there opens a file to nobody. */
function readersOf(access: string | null, limit: string | null): FileReaders {
  if (access?.trim().toLowerCase() !== 'public') return 'staff';
  const written = limit?.trim() ?? '';
  if (written === '' || /^(?:N;|a:0:\{\}|0)$/.test(written)) return 'public';
  const types = [...written.matchAll(/s:\d+:"(\d+)"/g)].map(([, type]) => Number(type));
  return types.length > 0 ? types : 'staff';
}

const keyOf = (bib: string, file: string): string => `biblio_id=${bib}, file_id=${file}`;
const refused = (key: string, code: SaidCode): Said => ({ table: 'biblio_attachment', key, fate: 'refused', code });

/** The files and addresses of titles, out of two tables of a dump that come in any order; some 300 bytes each. */
export class AttachmentRows implements AttachmentsNamed {
  readonly #files = new Map<number, FileRow>();
  readonly #links: { bib: string; file: string; readers: FileReaders }[] = [];
  #byTitle: Map<number, (AttachedLink | LeftAttachment)[]> | null = null;

  take(table: string, row: OldRow): void {
    if (table === 'files') {
      const type = row('mime_type')?.trim().toLowerCase() ?? '';
      const name = row('file_name')?.trim() ?? '';
      const isLink = type === 'text/uri-list' || /^https?:/i.test(name);
      this.#files.set(idOf(row('file_id')), {
        title: tidyLine(row('file_title')).text.slice(0, LONGEST_TITLE),
        name: fileNameOf(row('file_name')),
        folder: folderOf(row('file_dir')),
        isLink,
        url: isLink ? (webAddress(row('file_url')) ?? webAddress(name)) : null,
      });
    } else if (table === 'biblio_attachment') {
      const readers = readersOf(row('access_type'), row('access_limit'));
      this.#links.push({ bib: row('biblio_id') ?? '', file: row('file_id') ?? '', readers });
    }
  }

  /** Is there an address among them? */
  get hasLinks(): boolean {
    return this.#links.some(({ file }) => this.#files.get(idOf(file))?.isLink);
  }

  #linksByTitle(): Map<number, (AttachedLink | LeftAttachment)[]> {
    if (this.#byTitle) return this.#byTitle;
    const byTitle = new Map<number, (AttachedLink | LeftAttachment)[]>();
    const seen = new Set<string>();
    for (const { bib, file, readers } of this.#links) {
      const found = this.#files.get(idOf(file));
      if (!found?.isLink) continue;
      const key = keyOf(bib, file);
      const { url, title } = found;
      const links = byTitle.get(idOf(bib)) ?? [];
      byTitle.set(idOf(bib), links);
      if (seen.has(key)) links.push({ key, code: 'row_repeated' });
      else if (url === null) links.push({ key, code: 'attachment_link_unsafe' });
      else links.push({ key, url, title, isPublic: readers === 'public' });
      seen.add(key);
    }
    this.#byTitle = byTitle;
    return byTitle;
  }

  /** The addresses of a title, which count as taken, and what is said of those that do not come. Asked once all rows are in. */
  linksOf(bib: number): { rows: AttachedLink[]; said: Said[] } {
    const links = this.#linksByTitle().get(bib) ?? [];
    this.#linksByTitle().delete(bib);
    return {
      rows: links.filter((link) => 'url' in link),
      said: links.flatMap((link): Said[] => ('url' in link ? [] : [refused(link.key, link.code)])),
    };
  }

  /** What is said of addresses that hang on no title. */
  leftLinks = (): Said[] =>
    [...this.#linksByTitle().values()].flat().map(({ key }) => refused(key, 'link_without_title'));

  /** Each row of `biblio_attachment` that names a file: what it is to become, or why it does not come. */
  *files(): Generator<PlannedAttachment | LeftAttachment> {
    const seen = new Set<number>();
    for (const { bib, file, readers } of this.#links) {
      const key = keyOf(bib, file);
      const slimsId = textNumber(`${idOf(bib)}\n${idOf(file)}`);
      const found = this.#files.get(idOf(file));
      if (found?.isLink) continue;
      if (seen.has(slimsId)) yield { key, code: 'row_repeated' };
      else if (!found) yield { key, code: 'attachment_without_file' };
      else if (found.name === null || found.folder === null) yield { key, code: 'attachment_missing' };
      else {
        const { name, folder } = found;
        yield {
          ...{ slimsId, bib: idOf(bib), key, readers, fileName: name.slice(-LONGEST_NAME) },
          title: found.title || name.slice(0, LONGEST_TITLE),
          path: folder === '' ? name : `${folder}/${name}`,
        };
      }
      seen.add(slimsId);
    }
  }
}
