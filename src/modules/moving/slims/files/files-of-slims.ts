import { fileNameOf, partsOfPath, type FileKind, type FilesOfSystem } from '#modules/moving/engine';
import { memberKey } from '#shared/moving/member-key';
import { shownNumber } from '#shared/moving/nik-in-text';
import { idOf } from '#shared/moving/old-row';

const FOLDERS: Readonly<Record<string, FileKind>> = { docs: 'cover', persons: 'photo' };

/** Where SLiMS lays covers, photos of members, and files of titles: in `docs` and `persons`, or anywhere below `repository`, which is a part of their names. */
export const FILES_OF_SLIMS: FilesOfSystem = {
  tables: { cover: 'biblio_image', photo: 'member_image', attachment: 'biblio_attachment' },
  owners: { title: 'biblio', member: 'member' },
  areas: { cover: 'docs', photo: 'persons', attachment: 'repository' },
  placeOf: (path) => {
    const parts = partsOfPath(path);
    if (!parts) return null;
    const { folders, written, name } = parts;
    const repository = folders.lastIndexOf('repository');
    if (repository >= 0) return { kind: 'attachment', name: [...written.slice(repository + 1), name].join('/') };
    const kind = FOLDERS[folders.at(-1) ?? ''];
    return kind ? { kind, name } : null;
  },
  naming: new Set(['biblio', 'member']),
  pictureOf: (table, row, source) => {
    const column = { biblio: 'image', member: 'member_image' }[table];
    const written = column === undefined ? null : row(column);
    if (written === null || written.trim() === '') return null;
    const name = fileNameOf(written);
    if (table === 'biblio') {
      const key = row('biblio_id');
      return { kind: 'cover', slimsId: idOf(key), key: `biblio_id=${key ?? ''}`, name };
    }
    const number = row('member_id') ?? '';
    const key = `member_id=${shownNumber(number.trim())}`;
    return { kind: 'photo', slimsId: memberKey(source, number), key, name };
  },
};
