import { memberKey } from '#shared/moving/member-key';
import { shownNumber } from '#shared/moving/nik-in-text';
import { idOf, type OldRow } from '#shared/moving/old-row';
import { fileNameOf } from './file-names.ts';
import type { PictureTable } from './wanted-files.ts';

/** A row that names a picture. */
export interface FileRow {
  table: PictureTable;
  slimsId: number;
  /** As people find it in SLiMS. */
  key: string;
  /** null = no name that a file could have. */
  name: string | null;
}

/** The tables of a dump whose rows may name pictures. */
export const NAMING: ReadonlySet<string> = new Set(['biblio', 'member']);

/** The picture that a row names; null = none. @param source whose SLiMS it is */
export function fileRowOf(table: string, row: OldRow, source: string): FileRow | null {
  const column = { biblio: 'image', member: 'member_image' }[table];
  const written = column === undefined ? null : row(column);
  if (written === null || written.trim() === '') return null;
  const name = fileNameOf(written);
  if (table === 'biblio') {
    const key = row('biblio_id');
    return { table: 'biblio_image', slimsId: idOf(key), key: `biblio_id=${key ?? ''}`, name };
  }
  const number = row('member_id') ?? '';
  const key = `member_id=${shownNumber(number.trim())}`;
  return { table: 'member_image', slimsId: memberKey(source, number), key, name };
}
