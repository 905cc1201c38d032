import { expect, test } from 'vitest';
import { Codes } from '#shared/moving/codes';
import { filesOfInlislite } from './files-of-inlislite.ts';

const worksheets = new Codes();
worksheets.add('1', 'Monograf', null);
worksheets.add('4', 'Terbitan Berkala', null);
const FILES = filesOfInlislite(worksheets);

test.for([
  ['uploaded_files/sampul_koleksi/original/Monograf/12.jpg', 'cover 1/12.jpg'],
  ['sampul_koleksi\\Original\\Terbitan Berkala\\13.PNG', 'cover 4/13.PNG'],
  ['sampul_koleksi/original/Peta/14.jpg', 'cover Peta/14.jpg'],
  ['sampul_koleksi/original/Monograf/lama/15.jpg', 'cover 1/lama/15.jpg'],
  ['uploaded_files/sampul_koleksi/thumbnail/Monograf/12.jpg', null],
  ['uploaded_files/foto_anggota/7.jpg', 'photo 7.jpg'],
  ['uploaded_files/dokumen_isi/Monograf/Panduan Tani.pdf', 'attachment Monograf/Panduan Tani.pdf'],
  ['uploaded_files/settings/logo.png', null],
  ['constructor/logo.png', null],
  ['/uploaded_files/foto_anggota/7.jpg', null],
  ['C:/uploaded_files/foto_anggota/7.jpg', null],
  ['uploaded_files/foto_anggota/../foto_anggota/7.jpg', null],
  ['uploaded_files/foto_anggota/a\0.jpg', null],
  ['uploaded_files/foto_anggota/', null],
] as const)('%s is taken for %s', ([path, wanted]) => {
  const place = FILES.placeOf(path);
  expect(place && `${place.kind} ${place.name}`).toBe(wanted);
});

test('what INLISLite shows where there is no picture is none', () => {
  const row = (cells: Record<string, string>) => (column: string) => cells[column] ?? null;
  const of = (coverurl: string) => FILES.pictureOf('catalogs', row({ id: '3', worksheet_id: '1', coverurl }), 'x');
  expect([of('NoPhoto.jpg'), of('tdkada.gif'), of('  ')]).toEqual([null, null, null]);
  expect(of('3.jpg')).toEqual({ kind: 'cover', slimsId: 3, key: 'ID=3', name: '1/3.jpg', loose: '3.jpg' });
  expect(of('lama//3.jpg')).toMatchObject({ name: '1/lama/3.jpg' });
  expect(of('../3.jpg')).toMatchObject({ name: null });
  expect(of('a\0.jpg')).toMatchObject({ name: null });
});
