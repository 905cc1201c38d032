import { expect, test } from 'vitest';
import { FILES_OF_INLISLITE } from './files-of-inlislite.ts';

test.for([
  ['uploaded_files/sampul_koleksi/original/Monograf/12.jpg', 'cover 12.jpg'],
  ['sampul_koleksi\\Original\\Terbitan Berkala\\13.PNG', 'cover 13.PNG'],
  ['uploaded_files/sampul_koleksi/thumbnail/Monograf/12.jpg', null],
  ['uploaded_files/foto_anggota/7.jpg', 'photo 7.jpg'],
  ['uploaded_files/dokumen_isi/Monograf/Panduan Tani.pdf', 'attachment Monograf/Panduan Tani.pdf'],
  ['uploaded_files/settings/logo.png', null],
  ['/uploaded_files/foto_anggota/7.jpg', null],
  ['C:/uploaded_files/foto_anggota/7.jpg', null],
  ['uploaded_files/foto_anggota/../foto_anggota/7.jpg', null],
  ['uploaded_files/foto_anggota/a\0.jpg', null],
  ['uploaded_files/foto_anggota/', null],
] as const)('%s is taken for %s', ([path, wanted]) => {
  const place = FILES_OF_INLISLITE.placeOf(path);
  expect(place && `${place.kind} ${place.name}`).toBe(wanted);
});

test('what INLISLite shows where there is no picture is none', () => {
  const row = (cells: Record<string, string>) => (column: string) => cells[column] ?? null;
  const of = (coverurl: string) => FILES_OF_INLISLITE.pictureOf('catalogs', row({ id: '3', coverurl }), 'x');
  expect([of('NoPhoto.jpg'), of('tdkada.gif'), of('  ')]).toEqual([null, null, null]);
  expect(of('3.jpg')).toEqual({ kind: 'cover', slimsId: 3, key: 'ID=3', name: '3.jpg' });
  expect(of('a\0.jpg')).toMatchObject({ name: null });
});
