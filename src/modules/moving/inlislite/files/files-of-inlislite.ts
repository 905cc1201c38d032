import { fileNameOf, partsOfPath, type FileKind, type FilesOfSystem } from '#modules/moving/engine';
import { shownNumber } from '#shared/moving/nik-in-text';
import { idOf, keyOf } from '../rules/ids.ts';

const FOLDERS: Readonly<Record<string, FileKind>> = {
  sampul_koleksi: 'cover',
  foto_anggota: 'photo',
  dokumen_isi: 'attachment',
};
/** Pictures that INLISLite shows where there is none. */
const NO_PICTURE = new Set(['nophoto.jpg', 'tdkada.gif']);

/**
 * Where INLISLite 3 lays files below `uploaded_files`: covers in `sampul_koleksi/original/<worksheet>/` (what lies in `thumbnail` are smaller ones of the same name), photos of
 * members in `foto_anggota`, digital contents in `dokumen_isi/<worksheet>/`, of which the worksheet is a part of their names.
 */
export const FILES_OF_INLISLITE: FilesOfSystem = {
  tables: { cover: 'catalogs_cover', photo: 'members_photo', attachment: 'catalogfiles' },
  owners: { title: 'catalogs', member: 'members' },
  areas: { cover: 'sampul_koleksi', photo: 'foto_anggota', attachment: 'dokumen_isi' },
  placeOf: (path) => {
    const parts = partsOfPath(path);
    if (!parts) return null;
    const { folders, written, name } = parts;
    const at = folders.findLastIndex((folder) => folder in FOLDERS);
    const kind = FOLDERS[folders[at] ?? ''];
    if (!kind || (kind === 'cover' && folders.includes('thumbnail', at))) return null;
    return { kind, name: kind === 'attachment' ? [...written.slice(at + 1), name].join('/') : name };
  },
  naming: new Set(['catalogs', 'members']),
  pictureOf: (table, row) => {
    const column = { catalogs: 'coverurl', members: 'photourl' }[table];
    const written = column === undefined ? null : row(column);
    if (written === null || written.trim() === '') return null;
    const name = fileNameOf(written);
    if (name !== null && NO_PICTURE.has(name.toLowerCase())) return null;
    const slimsId = idOf(row('id'));
    if (table === 'catalogs') return { kind: 'cover', slimsId, key: keyOf(row), name };
    return { kind: 'photo', slimsId, key: `MemberNo=${shownNumber(row('memberno')?.trim() ?? '')}`, name };
  },
};
