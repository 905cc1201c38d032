import { beforeAll, expect, test } from 'vitest';
import { addBook, listItemsById } from '#modules/collection/catalog';
import { bookRecord, makeBib, makeItem } from '#modules/collection/catalog/testing';
import { useTestDb } from '../../../../../tests/support/test-db.ts';

const t = useTestDb();
let pusat: number;
let turi: number;
beforeAll(async () => {
  const rows = await t.db
    .insertInto('library')
    .values([
      { code: 'PUSAT', name: 'Perpustakaan Kota Blitar', type: 'pusat' },
      { code: 'TURI', name: 'Perpustakaan Kelurahan Turi', type: 'kelurahan' },
    ])
    .returning('id')
    .execute();
  [pusat, turi] = rows.map((row) => row.id) as [number, number];
});

const code = (name: string): unknown => expect.objectContaining({ code: name });
const titled = async (title: string) =>
  t.db.selectFrom('bib').select('id').where('title', '=', title).where('deletedAt', 'is', null).execute();

test('title and copies are saved together, with the call number of the new title', async () => {
  const marc = bookRecord({ title: 'Sang Pemimpi', author: 'Hirata, Andrea', ddc: '899.221' });
  const { bibId, items } = await addBook(t.ctx(), {
    marc,
    copies: { libraryId: pusat, itemType: 'umum', barcodes: ['S-1'] },
  });
  expect(items).toMatchObject([{ bibId, barcode: 'S-1', callNumber: '899.221 HIR p', status: 'available' }]);
});

test('a barcode that is taken leaves no title behind', async () => {
  const bibId = await makeBib(t.ctx(), { title: 'Bumi Manusia' });
  await makeItem(t.ctx(), { bibId, libraryId: pusat, barcodes: ['T-1'] });
  const refused = addBook(t.ctx(), {
    marc: bookRecord({ title: 'Tidak Jadi' }),
    copies: { libraryId: pusat, itemType: 'umum', barcodes: ['T-1'] },
  });
  await expect(refused).rejects.toEqual(code('catalog.barcode_taken'));
  expect(await titled('Tidak Jadi')).toEqual([]);
});

test('a title that is there is told, and saved all the same where somebody says so', async () => {
  const marc = bookRecord({ title: 'Ronggeng', author: 'Tohari, Ahmad', year: 1982, isbn: '9789793062792' });
  const copies = { libraryId: pusat, itemType: 'umum', copies: 2 };
  await addBook(t.ctx(), { marc, copies });
  await expect(addBook(t.ctx(), { marc, copies })).rejects.toEqual(code('catalog.bib_duplicate'));
  const { items } = await addBook(t.ctx(), { marc, copies, allowDuplicate: true });
  expect(items).toHaveLength(2);
  expect(await titled('Ronggeng')).toHaveLength(2);
});

test('two who add the same barcode at once: one of them is told, and leaves no title', async () => {
  const attempt = async (title: string) =>
    addBook(t.ctx(), {
      marc: bookRecord({ title }),
      copies: { libraryId: pusat, itemType: 'umum', barcodes: ['Z-1'] },
    }).then(
      () => 'saved',
      (error: unknown) => (error instanceof Error && 'code' in error ? error.code : String(error)),
    );
  const said = await Promise.all([attempt('Serentak satu'), attempt('Serentak dua')]);
  expect(said.toSorted()).toEqual(['catalog.barcode_taken', 'saved']);
  const left = [...(await titled('Serentak satu')), ...(await titled('Serentak dua'))];
  expect(left).toHaveLength(1);
});

test('who may catalogue but adds copies elsewhere only is refused before anything is written', async () => {
  const ctx = t.ctx({ id: 7, grants: [{ libraryId: turi, permissions: ['catalog.edit', 'items.edit'] }] });
  const refused = addBook(ctx, {
    marc: bookRecord({ title: 'Bukan Milik Kami' }),
    copies: { libraryId: pusat, itemType: 'umum', copies: 1 },
  });
  await expect(refused).rejects.toEqual(code('platform.forbidden'));
  expect(await titled('Bukan Milik Kami')).toEqual([]);
});

test('copies are told by their numbers in the order asked, those that do not exist left out', async () => {
  const bibId = await makeBib(t.ctx(), { title: 'Dua Eksemplar' });
  const one = await makeItem(t.ctx(), { bibId, libraryId: pusat });
  const two = await makeItem(t.ctx(), { bibId, libraryId: pusat });
  const found = await listItemsById(t.ctx(), [two.id, 999_999_999, one.id]);
  expect(found.map(({ id, title }) => [id, title])).toEqual([
    [two.id, 'Dua Eksemplar'],
    [one.id, 'Dua Eksemplar'],
  ]);
  expect(await listItemsById(t.ctx(), [])).toEqual([]);
});
