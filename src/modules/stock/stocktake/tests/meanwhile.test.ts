import { beforeAll, beforeEach, expect, test } from 'vitest';
import { findItemByBarcode, setItemStatus } from '#modules/collection/catalog';
import {
  cancelHold,
  checkIn,
  checkOut,
  getLoan,
  markLost,
  placeHold,
  receiveItem,
  sendBox,
  sendItem,
} from '#modules/lending/circulation';
import { settleFoundLoans } from '#modules/lending/circulation/testing';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import type { Library } from '#modules/ground/libraries';
import { systemCtx } from '#platform/context';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { approveStocktake, getStocktake, recordScans, startStocktake } from '../index.ts';
import { scan, shelve } from '../testing.ts';

const t = useTestDb();
let kota: Library;
let cabang: Library;
let nth = 0;
const desk = (at: Library = kota) => ({ ...t.ctx(), libraryId: at.id });
const later = (minutes: number) => t.clock.set(new Date(Date.parse(TEST_NOW) + minutes * 60_000).toISOString());
const book = async () =>
  shelve(t.ctx(), { barcode: `B-${(nth += 1)}`, libraryId: kota.id, callNumber: `899.2 PRA ${nth}` });
const start = async () => startStocktake(desk(), kota.id, { name: `Cacah ulang ${(nth += 1)}` });
const approve = async (id: number) =>
  approveStocktake(desk(), id, { revision: (await getStocktake(desk(), id)).revision });
const stateOf = async (barcode: string) => (await findItemByBarcode(t.db, barcode))?.status;
const mark = async (barcode: string, status: 'available' | 'missing' | 'repair') =>
  t.db.transaction().execute(async (trx) => {
    const item = await findItemByBarcode(trx, barcode);
    await setItemStatus(trx, desk(), item?.id ?? 0, status);
  });

beforeAll(async () => {
  cabang = await makeLibrary(t.ctx(), 'CABANG', 'Perpustakaan Cabang');
  await makeMember(t.ctx(), { fullName: 'Dimas', number: 'A1', homeLibrary: 'CABANG', category: 'guru' });
});
beforeEach(async () => {
  t.clock.set(TEST_NOW);
  kota = await makeLibrary(t.ctx(), `KOTA-${(nth += 1)}`, 'Perpustakaan Kota');
});

test('a book that was on its shelf, was lent after that and lost by its reader is not found again', async () => {
  const barcode = await book();
  const id = await start();
  later(5);
  await recordScans(desk(), id, { device: 'ponsel', scans: [scan(barcode)] });
  later(60);
  const { loan } = await checkOut(desk(), { memberNumber: 'A1', itemBarcode: barcode });
  later(90);
  await markLost(desk(), { loanId: loan.id, charge: 80_000 });
  expect((await getStocktake(desk(), id)).counts).toMatchObject({ found_again: 0, elsewhere: 1 });
  expect((await approve(id)).changed.found_again).toBe(0);
  expect(await stateOf(barcode)).toBe('lost');
  // and the reader is not settled with for a book that nobody has found
  await settleFoundLoans(systemCtx(t.db, t.clock, 'uji'));
  expect((await getLoan(desk(), loan.id)).status).toBe('lost');
});

test('a book that was seen while it was lent, came back, and was lost by the next reader is not found again', async () => {
  const barcode = await book();
  await checkOut(desk(), { memberNumber: 'A1', itemBarcode: barcode });
  const id = await start();
  later(5);
  await recordScans(desk(), id, { device: 'ponsel', scans: [scan(barcode)] });
  later(10);
  await checkIn(desk(), { itemBarcode: barcode });
  later(20);
  const { loan } = await checkOut(desk(), { memberNumber: 'A1', itemBarcode: barcode });
  await markLost(desk(), { loanId: loan.id });
  expect((await approve(id)).changed.found_again).toBe(0);
  expect(await stateOf(barcode)).toBe('lost');
});

test('a book that was seen while it was lent, and is booked as lost without having been lent again, is found again', async () => {
  const barcode = await book();
  const { loan } = await checkOut(desk(), { memberNumber: 'A1', itemBarcode: barcode });
  const id = await start();
  later(5);
  await recordScans(desk(), id, { device: 'ponsel', scans: [scan(barcode)] });
  later(20);
  await markLost(desk(), { loanId: loan.id });
  expect((await approve(id)).changed.found_again).toBe(1);
});

test('a book that staff did not find on its shelf after it was scanned stays missing', async () => {
  const barcode = await book();
  const id = await start();
  await recordScans(desk(), id, { device: 'ponsel', scans: [scan(barcode)] });
  await mark(barcode, 'missing');
  expect((await approve(id)).changed.found_again).toBe(0);
  expect(await stateOf(barcode)).toBe('missing');
});

test('a book that waited for a reader and went back to a shelf that was counted already is not missing', async () => {
  const barcode = await book();
  const hold = await placeHold(desk(), {
    memberNumber: 'A1',
    itemBarcode: barcode,
    pickupLibraryId: kota.id,
    override: { reason: 'Diminta' },
  });
  await receiveItem(desk(), { itemBarcode: barcode });
  const id = await start();
  later(60);
  await cancelHold(desk(), hold.id);
  expect((await getStocktake(desk(), id)).counts).toMatchObject({ lent: 1, not_found: 0 });
  expect((await approve(id)).changed.missing).toBe(0);
  expect(await stateOf(barcode)).toBe('available');
});

test('a book that came home in a box while the shelves were counted is not missing', async () => {
  const barcode = await book();
  await sendItem(desk(), { itemBarcode: barcode, toLibraryId: cabang.id });
  await sendBox(desk(), { fromLibraryId: kota.id, toLibraryId: null, ids: null, box: null });
  await receiveItem(desk(cabang), { itemBarcode: barcode });
  const id = await start();
  later(60);
  await receiveItem(desk(), { itemBarcode: barcode });
  expect((await approve(id)).changed.missing).toBe(0);
});

test('a book that came back from repair, or turned up at the desk, while the shelves were counted is not missing', async () => {
  const [repaired, found] = [await book(), await book()];
  await mark(repaired, 'repair');
  await mark(found, 'missing');
  const id = await start();
  later(60);
  await mark(repaired, 'available');
  await receiveItem(desk(), { itemBarcode: found });
  expect((await approve(id)).changed.missing).toBe(0);
  expect([await stateOf(repaired), await stateOf(found)]).toEqual(['available', 'available']);
});
