import { textNumber } from '#shared/moving/text-number';

/** Where SLiMS lays covers, photos of members, and files of titles. */
export type FileArea = 'docs' | 'persons' | 'repository';

const FOLDERS: Readonly<Record<string, FileArea>> = { docs: 'docs', persons: 'persons' };

/** As two systems may write one name: in capitals or not, with accents in one sign or two, with blanks at the ends. */
const alike = (name: string): string => name.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();

/** Numbers that stand for a name: as it is written, and for all that are written like it. */
export interface NameNumbers {
  exact: number;
  alike: number;
}

export const nameNumbers = (area: FileArea, name: string): NameNumbers => ({
  exact: textNumber(`${area}\n${name}`),
  alike: textNumber(`${area}\n${alike(name)}`),
});

/** The name of a file as a row of SLiMS has it; of a path its last part. null = no name that a file could have. */
export function fileNameOf(written: string | null): string | null {
  const name = written?.split(/[/\\]/).at(-1)?.trim() ?? '';
  return name === '' || name === '.' || name === '..' || /\p{Cc}/u.test(name) ? null : name;
}

/**
 * What a file of a folder or an archive may be, by where it lies: in `docs` or `persons`, or anywhere below `repository`, which is a part of its name. A path that leaves the
 * archive, or begins outside it, is none.
 */
export function placeOf(path: string): { area: FileArea; name: string } | null {
  const parts = path.replaceAll('\\', '/').split('/');
  if (/^(?:\/|[a-z]:)/i.test(path) || parts.includes('..') || path.includes('\0')) return null;
  const name = fileNameOf(parts.at(-1) ?? '');
  if (name === null) return null;
  const folders = parts.slice(0, -1).map((part) => part.toLowerCase());
  const repository = folders.lastIndexOf('repository');
  if (repository >= 0) return { area: 'repository', name: [...parts.slice(repository + 1, -1), name].join('/') };
  const area = FOLDERS[folders.at(-1) ?? ''];
  return area ? { area, name } : null;
}
