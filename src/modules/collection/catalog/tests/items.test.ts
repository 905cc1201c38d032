import { beforeAll, describe, expect, test } from 'vitest';
import {
  addItems,
  findItemByBarcode,
  listItemsOfBib,
  lockItemByBarcode,
  moveItem,
  setItemStatus,
  setOnLoan,
  undoWithdrawal,
  updateItem,
  withdrawItem,
} from '#modules/collection/catalog';
import { createItem } from '#modules/collection/catalog/testing';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { setSetting } from '#modules/ground/libraries';
import { useTestDb } from '../../../../../tests/support/test-db.ts';

const t = useTestDb();
let pusat: number;
let bendogerit: number;

beforeAll(async () => {
  const rows = await t.db
    .insertInto('library')
    .values([
      { code: 'PUSAT', name: 'Perpustakaan Kota Blitar', type: 'pusat' },
      { code: 'BENDO', name: 'Perpustakaan Kelurahan Bendogerit', type: 'kelurahan' },
    ])
    .returning('id')
    .execute();
  [pusat, bendogerit] = rows.map((row) => row.id) as [number, number];
});

const laskarPelangi = { title: 'Laskar Pelangi', author: 'Hirata, Andrea', year: 2005, ddc: '813' };

describe('adding copies', () => {
  test('five copies get five barcodes, five accession numbers in a row, and the call number 813 HIR l', async () => {
    const bibId = await makeBib(t.ctx(), laskarPelangi);
    const items = await addItems(t.ctx(), {
      bibId,
      libraryId: pusat,
      itemType: 'umum',
      source: 'beli',
      price: '85.000',
      copies: 5,
    });
    expect(new Set(items.map((item) => item.barcode)).size).toBe(5);
    expect(items.map((item) => item.accessionNumber)).toEqual([1, 2, 3, 4, 5].map((n) => `0000${n}/PUSAT/2026`));
    expect(items.every((item) => item.callNumber === '813 HIR l' && item.price === 85000)).toBe(true);
    await setSetting(t.ctx(), 'accessionPattern', '{seq:5}/{source}/{code}/{YYYY}');
    const [gift] = await addItems(t.ctx(), {
      bibId,
      libraryId: pusat,
      itemType: 'referensi',
      source: 'hibah',
      copies: 1,
    });
    expect(gift).toMatchObject({ accessionNumber: '00001/H/PUSAT/2026', callNumber: 'R 813 HIR l' });
  });

  test('each library counts for itself, and anew each year', async () => {
    const bibId = await makeBib(t.ctx(), laskarPelangi);
    const first = await makeItem(t.ctx(), { bibId, libraryId: bendogerit });
    expect(first.accessionNumber).toBe('00001/BENDO/2026');
    t.clock.set('2027-01-04T09:00:00+07:00');
    expect((await makeItem(t.ctx(), { bibId, libraryId: bendogerit })).accessionNumber).toBe('00001/BENDO/2027');
    t.clock.set('2026-11-25T10:00:00+07:00');
  });

  test('a number that was entered by hand is skipped by the counter, not used twice', async () => {
    const bibId = await makeBib(t.ctx());
    await createItem(t.ctx(), { bibId, libraryId: bendogerit, itemType: 'umum', accessionNumber: '00002/BENDO/2026' });
    await createItem(t.ctx(), {
      bibId,
      libraryId: bendogerit,
      itemType: 'umum',
      accessionNumber: '00041/H/BENDO/2026',
    });
    expect((await makeItem(t.ctx(), { bibId, libraryId: bendogerit })).accessionNumber).toBe('00042/BENDO/2026');
  });

  test('scanned barcodes are kept; one that another copy wears is refused by name and nothing is saved', async () => {
    const bibId = await makeBib(t.ctx());
    await addItems(t.ctx(), { bibId, libraryId: pusat, itemType: 'umum', barcodes: ['BLT-1', 'BLT-2'] });
    await expect(
      addItems(t.ctx(), { bibId, libraryId: pusat, itemType: 'umum', barcodes: ['BLT-3', 'BLT-2'] }),
    ).rejects.toMatchObject({ code: 'catalog.barcode_taken', params: { barcode: 'BLT-2' } });
    expect(await findItemByBarcode(t.db, 'BLT-3')).toBeNull();
  });

  test('eight people adding copies at once never share a number', async () => {
    const bibId = await makeBib(t.ctx());
    const added = await Promise.all(
      Array.from({ length: 8 }, async () =>
        addItems(t.ctx(), { bibId, libraryId: pusat, itemType: 'umum', copies: 5 }),
      ),
    );
    const items = added.flat();
    expect(new Set(items.map((item) => item.accessionNumber)).size).toBe(40);
    expect(new Set(items.map((item) => item.barcode)).size).toBe(40);
  });

  test('an unknown type, an unknown library and a record that is not there are refused with their own codes', async () => {
    const bibId = await makeBib(t.ctx());
    const item = { bibId, libraryId: pusat, itemType: 'umum', copies: 1 };
    await expect(addItems(t.ctx(), { ...item, itemType: 'komik' })).rejects.toMatchObject({
      code: 'catalog.item_type_unknown',
    });
    await expect(addItems(t.ctx(), { ...item, libraryId: 999 })).rejects.toMatchObject({
      code: 'catalog.library_unknown',
    });
    await expect(addItems(t.ctx(), { ...item, bibId: 999_999 })).rejects.toMatchObject({
      code: 'catalog.bib_not_found',
    });
    await expect(addItems(t.ctx(), { ...item, price: 'mahal' })).rejects.toMatchObject({
      code: 'platform.invalid_input',
      fields: { price: 'invalid' },
    });
  });

  test('staff of one library cannot add copies to another one', async () => {
    const bibId = await makeBib(t.ctx());
    const ctx = t.ctx({ grants: [{ libraryId: bendogerit, permissions: ['items.edit'] }] });
    await expect(makeItem(ctx, { bibId, libraryId: pusat })).rejects.toMatchObject({ code: 'platform.forbidden' });
    await expect(makeItem(ctx, { bibId, libraryId: bendogerit })).resolves.toMatchObject({ libraryId: bendogerit });
  });
});

describe('changing copies', () => {
  test('two people edit one copy: the second is told, and nothing is overwritten', async () => {
    const item = await makeItem(t.ctx(), { bibId: await makeBib(t.ctx()), libraryId: pusat });
    await updateItem(t.ctx(), { id: item.id, version: item.version, copyNote: 'Sampul terlipat' });
    await expect(
      updateItem(t.ctx(), { id: item.id, version: item.version, copyNote: 'Halaman hilang' }),
    ).rejects.toMatchObject({ code: 'platform.version_conflict', status: 412 });
    const [kept] = await listItemsOfBib(t.ctx(), item.bibId);
    expect(kept?.id).toBe(item.id);
  });

  test('the trace of a change says what was and what is', async () => {
    const item = await makeItem(t.ctx(), { bibId: await makeBib(t.ctx()), libraryId: pusat, price: 50_000 });
    await updateItem(t.ctx(), { id: item.id, version: item.version, price: 65_000, itemType: 'umum' });
    const event = await t.db
      .selectFrom('auditEvent')
      .select(['before', 'after'])
      .where('action', '=', 'item.updated')
      .where('entityId', '=', String(item.id))
      .executeTakeFirstOrThrow();
    expect(event).toEqual({ before: { price: 50_000 }, after: { price: 65_000 } });
  });

  test('a copy entered under the wrong record is moved with its numbers', async () => {
    const wrong = await makeBib(t.ctx(), { title: 'Ronggeng Dukuh Paruk', author: 'Ahmad Tohari', ddc: '899.221' });
    const right = await makeBib(t.ctx(), { title: 'Jantera Bianglala', author: 'Ahmad Tohari', ddc: '899.221' });
    const item = await makeItem(t.ctx(), { bibId: wrong, libraryId: pusat });
    const moved = await moveItem(t.ctx(), { id: item.id, version: item.version, bibId: right });
    expect(moved).toMatchObject({ bibId: right, barcode: item.barcode, callNumber: item.callNumber });
  });

  test('a copy that is lent cannot be withdrawn; once back it can, with a reason, and that can be undone', async () => {
    const item = await makeItem(t.ctx(), { bibId: await makeBib(t.ctx()), libraryId: pusat });
    await t.db.transaction().execute(async (trx) => setOnLoan(trx, item.id, true));
    const withdrawal = { id: item.id, version: item.version, reason: 'Rusak berat' };
    await expect(withdrawItem(t.ctx(), withdrawal)).rejects.toMatchObject({ code: 'catalog.item_on_loan' });
    await t.db.transaction().execute(async (trx) => setOnLoan(trx, item.id, false));
    await expect(withdrawItem(t.ctx(), { ...withdrawal, reason: ' ' })).rejects.toMatchObject({
      code: 'catalog.reason_missing',
    });
    const gone = await withdrawItem(t.ctx(), withdrawal);
    expect(gone).toMatchObject({ status: 'withdrawn', withdrawnReason: 'Rusak berat' });
    expect(await listItemsOfBib(t.ctx(), item.bibId)).toEqual([]);
    const back = await undoWithdrawal(t.ctx(), { id: item.id, version: gone.version });
    expect(back).toMatchObject({ status: 'available', withdrawnAt: null });
  });

  test('a copy that was missing when it was weeded is missing again when that is taken back', async () => {
    const item = await makeItem(t.ctx(), { bibId: await makeBib(t.ctx()), libraryId: pusat });
    await t.db.transaction().execute(async (trx) => setItemStatus(trx, t.ctx(), item.id, 'missing'));
    const { version } = await t.db
      .selectFrom('item')
      .select('version')
      .where('id', '=', item.id)
      .executeTakeFirstOrThrow();
    const gone = await withdrawItem(t.ctx(), { id: item.id, version, reason: 'Hilang' });
    expect(await undoWithdrawal(t.ctx(), { id: item.id, version: gone.version })).toMatchObject({ status: 'missing' });
  });

  test('circulation can say lost and found again, but cannot bring a withdrawn copy back', async () => {
    const item = await makeItem(t.ctx(), { bibId: await makeBib(t.ctx()), libraryId: pusat });
    await t.db.transaction().execute(async (trx) => setItemStatus(trx, t.ctx(), item.id, 'lost'));
    expect(await findItemByBarcode(t.db, item.barcode)).toMatchObject({ status: 'lost', onLoan: false });
    const found = await findItemByBarcode(t.db, item.barcode);
    await withdrawItem(t.ctx(), { id: item.id, version: found?.version ?? 0, reason: 'Hilang' });
    await expect(
      t.db.transaction().execute(async (trx) => setItemStatus(trx, t.ctx(), item.id, 'available')),
    ).rejects.toMatchObject({ code: 'catalog.item_withdrawn' });
  });

  test('a barcode is found however the scanner pads it, with what the desk shows', async () => {
    const bibId = await makeBib(t.ctx(), laskarPelangi);
    const item = await makeItem(t.ctx(), { bibId, libraryId: pusat });
    const found = await t.db.transaction().execute(async (trx) => lockItemByBarcode(trx, ` ${item.barcode}\n`));
    expect(found).toMatchObject({ id: item.id, title: 'Laskar Pelangi', mainAuthor: 'Hirata, Andrea', onLoan: false });
  });
});
