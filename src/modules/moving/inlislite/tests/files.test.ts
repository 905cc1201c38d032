import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deleteBib, mergeBibs, setCover } from '#modules/collection/catalog';
import { createLibrary } from '#modules/ground/libraries';
import { eraseByNumber } from '#modules/people/members/testing';
import { personalData } from '../../../../entrypoints/personal-data.ts';
import { testSecrets } from '../../../../../tests/support/bare-services.ts';
import { bit, catalog, member, type Row } from '../../../../../tests/support/inlislite-dump.ts';
import { colourOf, layFolder, picture, tarOf, zipOf, type Images } from '../../../../../tests/support/slims-images.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { fatesOf, runMigration, type Moved } from './run-migration.ts';

/** Covers, photos and digital contents of INLISLite come with its dump, out of a folder or an archive of its `uploaded_files/`. */
const t = useTestDb();
const root = mkdtempSync(join(tmpdir(), 'lumbung-inlislite-berkas-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let red: Uint8Array, green: Uint8Array, blue: Uint8Array;
beforeAll(async () => {
  await createLibrary(t.ctx(), { code: 'KOTA', name: 'Perpustakaan Kota', type: 'pusat' });
  [red, green, blue] = [await picture('#ff0000'), await picture('#00ff00'), await picture('#0000ff')];
});
const [RED, GREEN, BLUE] = ['500', '050', '005'];
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

let made = 0;
const folderOf = (images: Images): string => layFolder(join(root, `berkas-${(made += 1)}`), images);
function fileOf(name: string, bytes: Uint8Array): string {
  const path = join(root, `${(made += 1)}-${name}`);
  writeFileSync(path, bytes);
  return path;
}
interface Rows {
  catalogs?: readonly Row[];
  members?: readonly Row[];
  catalogfiles?: readonly Row[];
}
const move = async (rows: Rows, more: { files?: string; dryRun?: boolean } = {}): Promise<Moved> =>
  runMigration({ ...t, secrets: testSecrets }, join(root, 'dump.sql'), {
    ...{ titles: 0, dirty: [], ...more },
    changed: { catalogs: [], members: [], membersonline: [], catalogfiles: [], ...rows },
  });
const title = (id: number, cover: string | null, more: Row = {}): Row =>
  catalog(id, `Judul ${id}`, { CoverURL: cover, ...more });
const digital = (id: number, bib: number, name: string, isPublic: boolean): Row => ({
  ...{ ID: id, Catalog_id: bib, FileURL: name, IsPublish: bit(isPublic) },
});
const fates = (moved: Moved): number[][] =>
  ['catalogs_cover', 'members_photo', 'catalogfiles'].map((table) => fatesOf(moved, table));
const saidOf = (moved: Moved, table: string): string[] =>
  moved.said.filter((one) => one.table === table).map(({ key, code }) => `${key} ${code}`);
const bibOf = async (id: number) =>
  t.db
    .selectFrom('bib')
    .innerJoin('slimsCarried', 'slimsCarried.becameId', 'bib.id')
    .select(['bib.id', 'bib.version', 'bib.coverKey'])
    .where('tableName', '=', 'catalogs')
    .where('slimsId', '=', id)
    .executeTakeFirstOrThrow();
const coverOf = async (id: number): Promise<string | null> => {
  const { coverKey } = await bibOf(id);
  return coverKey === null ? null : colourOf(readFileSync(t.storage.path(coverKey)));
};
const photoOf = async (number: string): Promise<string | null> => {
  const { photoKey } = await t.db
    .selectFrom('member')
    .select('photoKey')
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
  return photoKey === null ? null : colourOf(readFileSync(t.storage.path(photoKey)));
};
const filesOf = async (id: number) => {
  const bib = await bibOf(id);
  return t.db
    .selectFrom('attachment')
    .select(['title', 'access'])
    .where('bibId', '=', bib.id)
    .orderBy('title')
    .execute();
};

test.for(['folder', 'zip', 'tar.gz'] as const)('%s: covers, photos and digital contents come, once', async (kind) => {
  const nth = { folder: 100, zip: 200, 'tar.gz': 300 }[kind];
  const images = {
    [`uploaded_files/sampul_koleksi/thumbnail/Monograf/${nth}.jpg`]: green,
    [`uploaded_files/sampul_koleksi/original/Monograf/${nth}.jpg`]: red,
    [`uploaded_files/foto_anggota/${nth}.jpg`]: blue,
    'uploaded_files/dokumen_isi/Monograf/Panduan.pdf': PDF,
    'uploaded_files/dokumen_isi/Majalah/Panduan.pdf': Buffer.from('bukan PDF'),
  };
  const files =
    kind === 'folder'
      ? folderOf(images)
      : fileOf(`berkas.${kind}`, kind === 'zip' ? zipOf(images) : await tarOf(images));
  const number = `F-${nth}`;
  const rows: Rows = {
    catalogs: [title(nth, `${nth}.jpg`), title(nth + 1, null), title(nth + 2, null, { Worksheet_id: 4 })],
    members: [member(nth, number, 'Uji Foto', { PhotoUrl: `${nth}.jpg` })],
    catalogfiles: [
      digital(nth, nth, 'Panduan.pdf', true),
      digital(nth + 1, nth + 1, 'panduan.PDF', false),
      digital(nth + 2, nth + 2, 'Panduan.pdf', true),
      digital(nth + 3, 999_999, 'Panduan.pdf', true),
    ],
  };
  const trial = await move(rows, { files, dryRun: true });
  const came = [
    [1, 1, 0, 0, 0],
    [1, 1, 0, 0, 0],
    [4, 2, 0, 2, 0],
  ];
  expect(fates(trial)).toEqual(came);
  expect(await t.db.selectFrom('member').select('id').where('number', '=', number).execute()).toEqual([]);

  const moved = await move(rows, { files });
  expect(fates(moved)).toEqual(came);
  expect(saidOf(moved, 'catalogfiles').toSorted()).toEqual([
    `ID=${nth + 2} attachment_kind`,
    `ID=${nth + 3} title_refused`,
  ]);
  expect([await coverOf(nth), await coverOf(nth + 1), await photoOf(number)]).toEqual([RED, null, BLUE]);
  expect(await filesOf(nth)).toEqual([{ title: 'Panduan.pdf', access: 'public' }]);
  expect(await filesOf(nth + 1)).toEqual([{ title: 'panduan.PDF', access: 'staff' }]);

  const before = await bibOf(nth);
  const again = await move(rows, { files });
  expect(fates(again)).toEqual([
    [1, 0, 0, 0, 1],
    [1, 0, 0, 0, 1],
    [4, 0, 0, 2, 2],
  ]);
  expect(await bibOf(nth)).toEqual(before);
  expect(await filesOf(nth)).toHaveLength(1);
});

test('a cover of the same name in another worksheet is another cover; without its worksheet the only one of its name comes', async () => {
  const files = folderOf({
    'sampul_koleksi/original/Majalah/cover.jpg': red,
    'sampul_koleksi/original/Monograf/cover.jpg': green,
    'sampul_koleksi/original/Lama/satu.jpg': blue,
    'sampul_koleksi/original/Lama/dua.jpg': red,
    'sampul_koleksi/original/Baru/dua.jpg': blue,
  });
  const moved = await move(
    {
      catalogs: [
        title(700, 'cover.jpg', { Worksheet_id: 4 }),
        title(701, 'cover.jpg'),
        title(702, 'satu.jpg'),
        title(703, 'dua.jpg'),
      ],
    },
    { files },
  );
  expect([await coverOf(700), await coverOf(701), await coverOf(702), await coverOf(703)]).toEqual([
    ...[RED, GREEN, BLUE, null],
  ]);
  expect(saidOf(moved, 'catalogs_cover')).toEqual(['ID=703 cover_missing']);
});

test('files of a title that was merged here hang on the other one; of one that was deleted it is said that they did not come', async () => {
  const rows: Rows = {
    catalogs: [title(800, '800.jpg'), title(801, null), title(802, '802.jpg')],
    catalogfiles: [digital(800, 800, 'gabung.pdf', true), digital(802, 802, 'hapus.pdf', true)],
  };
  await move(rows);
  const [from, into, gone] = [await bibOf(800), await bibOf(801), await bibOf(802)];
  const merging = { keepId: into.id, keepVersion: into.version, dropId: from.id, dropVersion: from.version };
  await mergeBibs(t.ctx(), merging);
  await deleteBib(t.ctx(), { id: gone.id, version: gone.version, reason: 'rusak' });
  const files = folderOf({
    'sampul_koleksi/original/Monograf/800.jpg': red,
    'sampul_koleksi/original/Monograf/802.jpg': red,
    'dokumen_isi/Monograf/gabung.pdf': PDF,
    'dokumen_isi/Monograf/hapus.pdf': PDF,
  });
  const moved = await move(rows, { files });
  expect(saidOf(moved, 'catalogs_cover').toSorted()).toEqual(['ID=800 cover_gone', 'ID=802 cover_gone']);
  expect(saidOf(moved, 'catalogfiles')).toEqual(['ID=802 attachment_gone']);
  expect(await filesOf(801)).toEqual([{ title: 'gabung.pdf', access: 'public' }]);
});

test('without the folder they are counted as left behind, and a later run brings them', async () => {
  const rows: Rows = {
    catalogs: [title(400, '400.jpg')],
    members: [member(400, 'F-400', 'Uji Nanti', { PhotoUrl: '400.jpg' })],
    catalogfiles: [digital(400, 400, 'Nanti.pdf', true)],
  };
  const first = await move(rows);
  expect(first.report.tables).toEqual(
    expect.arrayContaining([
      { table: 'catalogs_cover', rows: 1, kind: 'left' },
      { table: 'members_photo', rows: 1, kind: 'left' },
      { table: 'catalogfiles', rows: 1, kind: 'left' },
    ]),
  );
  const files = folderOf({
    'sampul_koleksi/original/Monograf/400.jpg': red,
    'foto_anggota/400.jpg': blue,
    'dokumen_isi/Monograf/Nanti.pdf': PDF,
  });
  const later = await move(rows, { files });
  expect(fates(later)).toEqual([
    [1, 1, 0, 0, 0],
    [1, 1, 0, 0, 0],
    [1, 1, 0, 0, 0],
  ]);
  expect([await coverOf(400), await photoOf('F-400')]).toEqual([RED, BLUE]);
  // and is no change of people for the run after it
  expect(await move(rows, { files })).toMatchObject({ said: [], report: { updated: 0, conflicts: 0 } });
});

test('a cover that people set stays, what lies nowhere is named, and a photo of somebody who was erased does not come again', async () => {
  const rows: Rows = {
    catalogs: [title(500, '500.jpg'), title(501, 'tiada.jpg')],
    members: [member(500, 'F-500', 'Uji Hapus', { PhotoUrl: 'wajah.jpg' })],
  };
  await move({ ...rows, catalogs: [title(500, null), title(501, null)] });
  const bib = await bibOf(500);
  await setCover(t.ctx(), t.storage, { id: bib.id, version: bib.version }, new Blob([new Uint8Array(green)]));
  const files = folderOf({ 'sampul_koleksi/original/Monograf/500.jpg': red, 'foto_anggota/wajah.jpg': blue });
  const moved = await move(rows, { files });
  expect(saidOf(moved, 'catalogs_cover').toSorted()).toEqual(['ID=500 cover_there', 'ID=501 cover_missing']);
  expect([await coverOf(500), await photoOf('F-500')]).toEqual([GREEN, BLUE]);
  await eraseByNumber(t.ctx(), personalData, 'F-500');
  const again = await move(rows, { files });
  expect(fatesOf(again, 'members_photo')).toEqual([1, 0, 0, 0, 1]);
  expect(await t.db.selectFrom('member').select('id').where('number', '=', 'F-500').execute()).toEqual([]);
});

test('of a child whose guardian has not agreed no face is kept, and one photo of two members is nobody’s', async () => {
  const files = folderOf({ 'foto_anggota/anak.jpg': red, 'foto_anggota/dua.jpg': blue });
  const rows: Rows = {
    catalogs: [title(600, null)],
    members: [
      member(600, 'F-600', 'Uji Anak', { PhotoUrl: 'anak.jpg', DateOfBirth: '2019-05-06 00:00:00' }),
      member(601, 'F-601', 'Uji Satu', { PhotoUrl: 'dua.jpg' }),
      member(602, 'F-602', 'Uji Dua', { PhotoUrl: 'dua.jpg' }),
    ],
  };
  const wanted = ['MemberNo=F-600 photo_guardian', 'MemberNo=F-601 photo_shared', 'MemberNo=F-602 photo_shared'];
  expect(saidOf(await move(rows, { files, dryRun: true }), 'members_photo')).toEqual(wanted);
  expect(saidOf(await move(rows, { files }), 'members_photo')).toEqual(wanted);
  expect([await photoOf('F-600'), await photoOf('F-601')]).toEqual([null, null]);
});
