import readXlsxFile from 'read-excel-file/node';
import { beforeAll, expect, test } from 'vitest';
import { findItemByBarcode, setItemStatus } from '#modules/collection/catalog';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { checkOut } from '#modules/lending/circulation';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import type { Library } from '#modules/ground/libraries';
import { readConfig } from '#platform/config';
import { bytesOf } from '../../../../../tests/support/read-made.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  accessionRegister,
  decideWeeding,
  getWeeding,
  listWeedingCopies,
  registerPdf,
  startWeeding,
  undoWeeded,
  weedingMinutesPdf,
  withdrawWeeded,
} from '../index.ts';
import { registerSheet } from '../sheets.ts';

const t = useTestDb();
let kota: Library;
const staff = () => ({ ...t.ctx(), libraryId: kota.id });
const statusOf = async (barcode: string) => (await findItemByBarcode(t.db, barcode))?.status;
beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  await makeMember(t.ctx(), { fullName: 'Dimas', number: 'A1', homeLibrary: 'KOTA', category: 'guru' });
  const book = async (barcodes: string[], year: number, acquiredOn: string, itemType = 'umum') => {
    const bibId = await makeBib(t.ctx(), {
      title: `Buku ${barcodes[0] ?? ''}`,
      author: 'Marah Rusli',
      year,
      ddc: '005',
    });
    const about = { source: 'hibah' as const, supplier: 'Perpusnas', price: 45_000 };
    await makeItem(t.ctx(), { bibId, libraryId: kota.id, itemType, barcodes, acquiredOn, ...about });
  };
  await book(['LAMA-1', 'LAMA-2', 'LAMA-3'], 1998, '2000-02-01');
  await book(['BARU'], 2025, '2026-01-10');
  await book(['LANGKA'], 1950, '1970-01-01', 'lokal');
  await book(['RUSAK'], 2020, '2021-03-04');
  await t.db.transaction().execute(async (trx) => {
    await setItemStatus(trx, staff(), (await findItemByBarcode(trx, 'RUSAK'))?.id ?? 0, 'damaged');
  });
  await checkOut(staff(), { memberNumber: 'A1', itemBarcode: 'LAMA-3' });
});
const listed = async (id: number) =>
  (await listWeedingCopies(staff(), id, { limit: 100 })).map(({ barcode }) => barcode).toSorted();

test('rules make the list: old and unused, never what is lent, local or rare', async () => {
  const old = await startWeeding(staff(), kota.id, { name: 'Usang', olderThanYears: 10, unusedYears: 5 });
  expect(await listed(old)).toEqual(['LAMA-1', 'LAMA-2']);
  // of three copies the lent one is kept first
  const surplus = await startWeeding(staff(), kota.id, { name: 'Ganda', maxCopies: 2 });
  expect(await listed(surplus)).toHaveLength(1);
  const any = { name: 'Apa saja', olderThanYears: 10, conditions: ['damaged' as const], match: 'any' as const };
  expect(await listed(await startWeeding(staff(), kota.id, any))).toEqual(['LAMA-1', 'LAMA-2', 'RUSAK']);
  const nothing = startWeeding(staff(), kota.id, { name: 'Kosong', olderThanYears: 100 });
  expect((await refusal(nothing)).code).toBe('stocktake.nothing_to_weed');
  expect((await refusal(startWeeding(staff(), kota.id, { name: 'Tanpa aturan' }))).fields).toEqual({
    unusedYears: 'required',
  });
});

test('only what was decided leaves, at once and with its minutes; what somebody took meanwhile stays, and one can come back', async () => {
  const id = await startWeeding(staff(), kota.id, {
    name: 'Penyiangan 2026',
    olderThanYears: 10,
    conditions: ['damaged'],
    match: 'any',
  });
  expect((await refusal(withdrawWeeded(staff(), id))).code).toBe('stocktake.nothing_decided');
  const weed = { decision: 'weed' as const, barcodes: ['LAMA-1', 'RUSAK'] };
  expect((await refusal(decideWeeding(staff(), id, weed))).fields).toEqual({ reason: 'required' });
  const stranger = { decision: 'keep' as const, barcodes: ['LAMA-2', 'BARU'] };
  expect((await refusal(decideWeeding(staff(), id, stranger))).code).toBe('stocktake.not_on_list');
  await decideWeeding(staff(), id, { ...weed, reason: 'Isi usang' });
  await decideWeeding(staff(), id, { decision: 'keep', barcodes: ['LAMA-2'] });
  expect(await getWeeding(staff(), id)).toMatchObject({ copies: 3, decided: 3, status: 'open' });
  await checkOut(staff(), { memberNumber: 'A1', itemBarcode: 'LAMA-1' });
  expect(await withdrawWeeded(staff(), id)).toMatchObject({ withdrawn: 1, leftAlone: 1 });
  expect([await statusOf('RUSAK'), await statusOf('LAMA-1'), await statusOf('LAMA-2')]).toEqual([
    'withdrawn',
    'available',
    'available',
  ]);
  const config = readConfig({});
  const { body, fileName } = await weedingMinutesPdf(staff(), config, id);
  expect(Buffer.from(body.subarray(0, 5)).toString()).toBe('%PDF-');
  expect(fileName).toMatch(/^berita-acara-\d{3}-BA-KOTA-11-2026\.pdf$/);

  const about = { from: '1990-01-01', to: '2026-12-31' };
  const register = await accessionRegister(staff(), kota.id, about);
  const received = ['2000-02-01', '2000-02-01', '2000-02-01', '2021-03-04', '2026-01-10'];
  expect(register.map(({ receivedOn }) => receivedOn)).toEqual(received);
  expect(register.find(({ title }) => title === 'Buku RUSAK')).toMatchObject({
    status: 'withdrawn',
    minutesNumber: (await getWeeding(staff(), id)).minutesNumber,
    source: 'hibah',
    price: 45_000,
  });
  const sheet = await bytesOf(registerSheet(staff(), kota.id, about));
  const rows = (await readXlsxFile(sheet))[0]?.data ?? [];
  expect(rows).toHaveLength(6);
  expect(rows[0]?.slice(0, 5)).toEqual(['No.', 'Tanggal terima', 'Nomor induk', 'Judul', 'Pengarang']);
  expect(rows[4]?.[3]).toBe('Buku RUSAK');
  expect(rows[4]?.[15]).toMatch(/^disiangi, BA \d{3}\/BA\/KOTA/);
  const paper = await registerPdf(staff(), config, kota.id, about);
  expect(Buffer.from(paper.body.subarray(0, 5)).toString()).toBe('%PDF-');

  await undoWeeded(staff(), id, 'RUSAK');
  // as it was before
  expect(await statusOf('RUSAK')).toBe('damaged');
  expect((await refusal(undoWeeded(staff(), id, 'RUSAK'))).code).toBe('stocktake.not_on_list');
  const reader = t.ctx({ grants: [{ libraryId: null, permissions: ['catalog.read'] }] });
  expect((await refusal(getWeeding(reader, id))).code).toBe('platform.forbidden');
});
