import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { getBibPage, listAttachments, openAttachment, selectReadableBibIds } from '#modules/collection/catalog';
import { removeFile } from '#modules/lending/digital';
import { listCategories } from '#modules/people/members';
import { outcome } from '../../../../../tests/support/outcome.ts';
import { layFolder, tarOf, zipOf, type Images } from '../../../../../tests/support/slims-images.ts';
import { loanDump, type Row } from './loan-dump.ts';
import { useMovingHouse } from '../../../../../tests/support/moving-house.ts';
import { fatesOf, type Moved } from './run-migration.ts';

/** Files that hang on titles in SLiMS hang on them here, for those who might open them there and for nobody else. */
const { t, settleIn, move } = useMovingHouse();
const root = mkdtempSync(join(tmpdir(), 'lumbung-lampiran-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
beforeAll(async () => {
  await settleIn();
});
beforeEach(() => t.clock.set('2026-11-25T10:00:00+07:00'));

const pdf = (text: string): Buffer => Buffer.from(`%PDF-1.4\n% ${text}\n${'x'.repeat(9000)}\n%%EOF\n`);
let folders = 0;
const folderOf = (images: Images): string => layFolder(join(root, `slims-${(folders += 1)}`), images);
function fileOf(name: string, bytes: Uint8Array): string {
  const path = join(root, `${(folders += 1)}-${name}`);
  writeFileSync(path, bytes);
  return path;
}
const title = (id: number): Row => ({ biblio_id: id, title: `Judul ${id}`, language_id: 'id', frequency_id: 0 });
const file = (id: number, name: string, more: Row = {}): Row => ({
  ...{ file_id: id, file_title: `Berkas ${id}`, file_name: name, file_dir: null, mime_type: 'application/pdf' },
  ...more,
});
const hung = (bib: number, id: number, more: Row = {}): Row => ({
  ...{ biblio_id: bib, file_id: id, placement: 'link', access_type: 'public', access_limit: null },
  ...more,
});
const types = (...ids: number[]): string =>
  `a:${ids.length}:{${ids.map((id, i) => `i:${i};s:${String(id).length}:"${id}";`).join('')}}`;
const bibOf = async (id: number): Promise<number> => {
  const row = await t.db
    .selectFrom('slimsCarried')
    .select('becameId')
    .where('tableName', '=', 'biblio')
    .where('slimsId', '=', id)
    .executeTakeFirstOrThrow();
  return row.becameId;
};
const said = (moved: Moved): string[] =>
  moved.said
    .filter(({ table }) => table === 'biblio_attachment')
    .map(({ key, code }) => `${key} ${code}`)
    .toSorted();
const fates = (moved: Moved): number[] => fatesOf(moved, 'biblio_attachment');
const staff = () => t.ctx();
const anybody = () => t.ctx({ kind: 'anonymous' });

test('from a folder, a zip and a tar.gz they come once, each title with a file of its own', async () => {
  const images = {
    'slims/repository/panduan.pdf': pdf('panduan'),
    'slims/repository/buku/panduan.pdf': pdf('buku'),
    'slims/images/docs/panduan.pdf': pdf('bukan ini'),
  };
  const sources = [folderOf(images), fileOf('a.zip', zipOf(images)), fileOf('a.tgz', await tarOf(images))];
  for (const [nth, files] of sources.entries()) {
    const [a, b] = [100 + nth * 10, 101 + nth * 10];
    const dump = loanDump({
      biblio: [title(a), title(b)],
      files: [file(a, 'Panduan.PDF'), file(b, 'panduan.pdf', { file_dir: './buku' })],
      biblio_attachment: [hung(a, a), hung(b, a), hung(b, b)],
    });
    const trial = await move(dump, { dryRun: true, files });
    expect([fates(trial), said(trial)]).toEqual([[3, 3, 0, 0, 0], []]);
    expect(await t.db.selectFrom('slimsCarried').select('slimsId').where('slimsId', '=', a).execute()).toEqual([]);
    const moved = await move(dump, { files });
    expect([fates(moved), moved.report.tables.find(({ table }) => table === 'files')?.kind]).toEqual([
      [3, 3, 0, 0, 0],
      'codes',
    ]);
    const rows = await t.db
      .selectFrom('attachment')
      .selectAll()
      .where('bibId', 'in', [await bibOf(a), await bibOf(b)])
      .orderBy('id')
      .execute();
    const contents = rows.map(({ fileKey }) => readFileSync(t.storage.path(fileKey)).toString('latin1').slice(9, 18));
    expect(contents.toSorted()).toEqual(['% buku\nxx', '% panduan', '% panduan']);
    expect(new Set(rows.map(({ fileKey }) => fileKey)).size).toBe(3);
    expect(rows[0]).toMatchObject({ mediaType: 'application/pdf', access: 'public', fileName: 'Panduan.PDF' });
    expect(fates(await move(dump, { files }))).toEqual([3, 0, 0, 0, 3]);
  }
});

test('what was private is for staff alone: readers neither open it nor hear of it; a limit to types stays one', async () => {
  const names = ['umum', 'rahasia', 'jenis', 'lain', 'aneh'];
  const files = folderOf(Object.fromEntries(names.map((name) => [`repository/${name}.pdf`, pdf(name)])));
  const dump = loanDump({
    biblio: [title(200), title(201)],
    files: names.map((name, i) => file(200 + i, `${name}.pdf`)),
    biblio_attachment: [
      hung(200, 200),
      hung(201, 201, { access_type: 'private' }),
      hung(200, 202, { access_limit: types(1) }),
      hung(200, 203, { access_limit: types(77) }),
      hung(200, 204, { access_limit: 'rusak' }),
    ],
  });
  await move(dump, { files });
  const [open, closed] = [await bibOf(200), await bibOf(201)];
  const all = await listAttachments(staff(), open);
  expect(all.map(({ title: name, access }) => [name, access])).toEqual(
    expect.arrayContaining([
      ['Berkas 200', 'public'],
      ['Berkas 202', 'categories'],
      ['Berkas 203', 'staff'],
      ['Berkas 204', 'staff'],
    ]),
  );
  const umum = (await listCategories(t.ctx())).find(({ nameId }) => nameId === 'Umum');
  expect(all.find(({ title: name }) => name === 'Berkas 202')?.categoryCodes).toEqual([umum?.code]);
  expect((await listAttachments(anybody(), open)).map(({ title: name }) => name).toSorted()).toEqual([
    'Berkas 200',
    'Berkas 202',
  ]);
  const { attachments, digital } = await getBibPage(anybody(), closed);
  expect([attachments, digital]).toEqual([[], null]);
  expect(await selectReadableBibIds(t.db)).not.toContain(closed);
  const [secret] = await listAttachments(staff(), closed);
  const id = secret?.id ?? 0;
  const reader = await t.db
    .selectFrom('member')
    .select(['id', 'number', 'fullName'])
    .limit(1)
    .executeTakeFirstOrThrow();
  const { id: readerId, number, fullName } = reader;
  const member = t.ctx({ kind: 'member', id: readerId, number, name: fullName, sessionId: 1 });
  for (const ctx of [anybody(), member])
    expect(await outcome(openAttachment(ctx, t.storage, id))).toBe('catalog.attachment_not_found');
  (await openAttachment(staff(), t.storage, id)).stream.destroy();
});

test('what cannot come is said with its reason; one that was taken away here does not come back', async () => {
  const images = {
    'repository/baik.pdf': pdf('baik'),
    'repository/naskah.docx': zipOf({ 'word/document.xml': pdf('x') }),
    'repository/kosong.pdf': Buffer.alloc(0),
    'repository/php.pdf': Buffer.from('<?php'),
    'rahasia.pdf': pdf('rahasia'),
  };
  const dump = loanDump({
    biblio: [title(300), { biblio_id: 301, title: '' }],
    files: [
      file(300, 'baik.pdf'),
      file(301, 'naskah.docx'),
      file(302, 'kosong.pdf'),
      file(303, 'php.pdf'),
      file(304, 'tiada.pdf'),
      file(305, 'rahasia.pdf', { file_dir: '..' }),
      file(306, 'https://contoh.id/x', { mime_type: 'text/uri-list' }),
    ],
    biblio_attachment: [
      ...[300, 301, 302, 303, 304, 305, 306, 999].map((id) => hung(300, id)),
      ...[hung(300, 300), hung(301, 300), hung(888, 300)],
    ],
  });
  const wanted = [
    'biblio_id=300, file_id=300 row_repeated',
    'biblio_id=300, file_id=301 attachment_kind',
    'biblio_id=300, file_id=302 attachment_empty',
    'biblio_id=300, file_id=303 attachment_kind',
    'biblio_id=300, file_id=304 attachment_missing',
    'biblio_id=300, file_id=305 attachment_missing',
    'biblio_id=300, file_id=999 attachment_without_file',
    'biblio_id=301, file_id=300 title_refused',
    'biblio_id=888, file_id=300 title_refused',
  ];
  const files = folderOf(images);
  for (const dryRun of [true, false]) {
    const moved = await move(dump, { dryRun, files });
    expect([said(moved), fates(moved)]).toEqual([wanted, [11, 2, 0, 9, 0]]);
  }
  const [only] = await listAttachments(staff(), await bibOf(300));
  await removeFile(staff(), t.storage, only?.id ?? 0);
  expect(fates(await move(dump, { files }))).toEqual([11, 0, 0, 9, 2]);
  expect(await listAttachments(staff(), await bibOf(300))).toEqual([]);
});

test('where only pictures are at hand, attachments are counted as left behind', async () => {
  const dump = loanDump({ biblio: [title(400)], files: [file(400, 'a.pdf')], biblio_attachment: [hung(400, 400)] });
  const moved = await move(dump, { files: folderOf({ 'images/docs/a.jpg': pdf('x') }) });
  expect(moved.report.tables).toEqual(
    expect.arrayContaining([
      { table: 'biblio_attachment', rows: 1, kind: 'left' },
      { table: 'files', rows: 1, kind: 'left' },
    ]),
  );
});
