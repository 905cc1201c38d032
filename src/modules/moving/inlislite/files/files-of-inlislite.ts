import { partsOfPath, fileNameOf, type FileKind, type FilesOfSystem } from '#modules/moving/engine';
import type { Codes } from '#shared/moving/codes';
import { shownNumber } from '#shared/moving/nik-in-text';
import { idOf, keyOf } from '../rules/ids.ts';

const FOLDERS = new Map<string, FileKind>([
  ['sampul_koleksi', 'cover'],
  ['foto_anggota', 'photo'],
  ['dokumen_isi', 'attachment'],
]);
/** Pictures that INLISLite shows where there is none. */
const NO_PICTURE = new Set(['nophoto.jpg', 'tdkada.gif']);

export const FILE_TABLES: FilesOfSystem['tables'] = {
  cover: 'catalogs_cover',
  photo: 'members_photo',
  attachment: 'catalogfiles',
};

/**
 * Where INLISLite 3 lays files below `uploaded_files`: covers in `sampul_koleksi/original/<worksheet>/` (what lies in `thumbnail` are smaller ones of the same name), photos of
 * members in `foto_anggota`, digital contents in `dokumen_isi/<worksheet>/`. The worksheet is a part of the names of covers and contents: a file of the same name in another one is another file.
 * @param worksheets by their numbers, by the time the dump was read
 */
export const filesOfInlislite = (worksheets: Codes): FilesOfSystem => ({
  tables: FILE_TABLES,
  owners: { title: 'catalogs', member: 'members' },
  areas: { cover: 'sampul_koleksi', photo: 'foto_anggota', attachment: 'dokumen_isi' },
  placeOf: (path) => {
    const parts = partsOfPath(path);
    if (!parts) return null;
    const { folders, written, name } = parts;
    const at = folders.findLastIndex((folder) => FOLDERS.has(folder));
    const kind = FOLDERS.get(folders[at] ?? '');
    if (!kind || (kind === 'cover' && folders.includes('thumbnail', at))) return null;
    if (kind === 'photo') return { kind, name };
    const below = written.slice(at + 1);
    if (kind === 'attachment') return { kind, name: [...below, name].join('/') };
    // a row names its worksheet by the number
    const [folder, ...more] = below.filter((one, nth) => nth > 0 || one.toLowerCase() !== 'original');
    const id = folder === undefined ? null : numberOf(worksheets, folder);
    return { kind, name: [id ?? folder ?? '', ...more, name].join('/'), loose: name };
  },
  naming: new Set(['catalogs', 'members']),
  pictureOf: (table, row) => {
    const column = { catalogs: 'coverurl', members: 'photourl' }[table];
    const written = column === undefined ? null : row(column);
    if (written === null || written.trim() === '') return null;
    const name = fileNameOf(written);
    if (name !== null && NO_PICTURE.has(name.toLowerCase())) return null;
    const slimsId = idOf(row('id'));
    if (table === 'members')
      return { kind: 'photo', slimsId, key: `MemberNo=${shownNumber(row('memberno')?.trim() ?? '')}`, name };
    const below = partsOfPath(written.trim().replace(/[/\\]{2,}/g, '/'));
    const path = below && [String(idOf(row('worksheet_id'))), ...below.written, below.name].join('/');
    return { kind: 'cover', slimsId, key: keyOf(row), name: path, loose: name };
  },
});

/** The number of the worksheet of that name; null = there is none. */
function numberOf(worksheets: Codes, folder: string): string | null {
  for (const [key, { name }] of worksheets.all())
    if (name.toLowerCase() === folder.trim().toLowerCase()) return String(idOf(key));
  return null;
}
