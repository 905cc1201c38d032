import { textNumber } from '#shared/moving/text-number';
import type { OldRow } from '#shared/moving/old-row';
import type { CarriedTable } from '../data/carried.queries.ts';

/** What a file is to a title or a member. */
export type FileKind = 'cover' | 'photo' | 'attachment';
export type PictureName = Exclude<FileKind, 'attachment'>;

/** A row that names a picture. */
export interface NamedPicture {
  kind: PictureName;
  /** Number of the title or the member, as it is remembered. */
  slimsId: number;
  /** As people find it in the old system. */
  key: string;
  /** null = no name that a file could have. */
  name: string | null;
  /** By which it is meant where no file bears its name, and one alone bears this; left out: by none. */
  loose?: string | null;
}

/** How one old system lays its files, and which of its rows name them. */
export interface FilesOfSystem {
  /** What rows that name a file of a kind are called in the report, and remembered as. */
  tables: Readonly<Record<FileKind, CarriedTable>>;
  /** What titles and members are remembered as. */
  owners: Readonly<Record<'title' | 'member', CarriedTable>>;
  /** Where the files of a kind lie. Stands in the numbers by which a file is known again: may not change. */
  areas: Readonly<Record<FileKind, string>>;
  /** What a file of a folder or an archive may be, by where it lies. A path that leaves the archive, or begins outside it, is nothing. */
  placeOf: (path: string) => { kind: FileKind; name: string; loose?: string } | null;
  /** Tables of a dump whose rows may name pictures. */
  naming: ReadonlySet<string>;
  /** The picture that a row of them names; null = none. @param source whose rows they are */
  pictureOf: (table: string, row: OldRow, source: string) => NamedPicture | null;
}

/** As two systems may write one name: in capitals or not, with accents in one sign or two, with blanks at the ends. */
const alike = (name: string): string => name.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();

/** Numbers that stand for a name: as it is written, and for all that are written like it. */
export interface NameNumbers {
  exact: number;
  alike: number;
}

export const nameNumbers = (area: string, name: string): NameNumbers => ({
  exact: textNumber(`${area}\n${name}`),
  alike: textNumber(`${area}\n${alike(name)}`),
});

/** The name of a file as a row has it; of a path its last part. null = no name that a file could have. */
export function fileNameOf(written: string | null): string | null {
  const name = written?.split(/[/\\]/).at(-1)?.trim() ?? '';
  return name === '' || name === '.' || name === '..' || /\p{Cc}/u.test(name) ? null : name;
}

/** The folders of a path, in small letters, and the name of its file; null = it leaves the archive, or begins outside it, or names no file. */
export function partsOfPath(path: string): { folders: string[]; written: string[]; name: string } | null {
  const parts = path.replaceAll('\\', '/').split('/');
  if (/^(?:\/|[a-z]:)/i.test(path) || parts.includes('..') || path.includes('\0')) return null;
  const name = fileNameOf(parts.at(-1) ?? '');
  const written = parts.slice(0, -1);
  return name === null ? null : { folders: written.map((part) => part.toLowerCase()), written, name };
}
