import { beforeAll, expect, test } from 'vitest';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { findItemByBarcode } from '#modules/collection/catalog';
import {
  checkIn,
  checkOut,
  listTransits,
  placeHold,
  quickReturn,
  receiveItem,
  sendItem,
} from '#modules/lending/circulation';
import { makeCopy, makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import type { Library } from '#modules/ground/libraries';
import { findBoxOfCopy, getBulkLoan, takeBackCopy } from '../index.ts';
import { makeBulkLoan } from '../testing.ts';

const t = useTestDb();
let kota: Library;
let tbm: Library;
let reader: string;
let serial = 0;
beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  tbm = await makeLibrary(t.ctx(), 'TBM-MAWAR', 'TBM Mawar');
  reader = await makeMember(t.ctx(), { fullName: 'Dimas Aji', number: 'A1', homeLibrary: 'KOTA' });
});
const desk = (library = kota) => ({ ...t.ctx({ id: 1 }), libraryId: library.id });
async function inUnit() {
  serial += 1;
  const barcode = await makeCopy(t.ctx(), { title: `Seri ${serial}`, barcode: `M-${serial}`, libraryId: kota.id });
  const id = await makeBulkLoan(desk(), { libraryId: kota.id, barcodes: [barcode], receiverLibrary: 'TBM-MAWAR' });
  return { id, barcode };
}
const journeys = async (barcode: string) =>
  (await listTransits(desk(), { limit: 200 })).data.filter((transit) => transit.itemBarcode === barcode);
const asksTheDesk = { kind: 'bulk_loan', unit: { code: 'TBM-MAWAR', name: 'TBM Mawar' } };

test('scanned at the return desk of its owner, a copy of a box in a unit is not sent there: the desk is asked', async () => {
  const { id, barcode } = await inUnit();
  for (const scan of [1, 2]) {
    const back = await quickReturn(desk(), { itemBarcode: barcode });
    expect([scan, back]).toMatchObject([scan, { kind: 'received', placement: asksTheDesk }]);
  }
  expect(await journeys(barcode)).toEqual([]);
  expect(await findBoxOfCopy(desk(), barcode)).toMatchObject({ bulkLoanId: id, box: 1, handedOver: true });
  expect((await takeBackCopy(desk(), { itemBarcode: barcode })).placement).toEqual({ kind: 'shelf' });
  expect(await findBoxOfCopy(desk(), barcode)).toBeNull();
  expect((await getBulkLoan(desk(), id)).status).toBe('closed');
});

test('a reader of the unit brings it to the owner: the loan ends, and the desk is asked where the copy goes', async () => {
  const { barcode } = await inUnit();
  await checkOut(desk(tbm), { memberNumber: reader, itemBarcode: barcode });
  const back = await checkIn(desk(), { itemBarcode: barcode });
  expect(back).toMatchObject({ loan: { status: 'returned' }, placement: asksTheDesk });
  expect(back.notices.map((notice) => notice.code)).toContain('circulation.bulk_loan_copy');
  expect(await journeys(barcode)).toEqual([]);
  // the box stays out: the copy goes back to it
  await sendItem(desk(), { itemBarcode: barcode, toLibraryId: tbm.id });
  expect(await receiveItem(desk(tbm), { itemBarcode: barcode })).toMatchObject({ placement: { kind: 'shelf' } });
  expect(await findBoxOfCopy(desk(), barcode)).toMatchObject({ handedOver: true });
});

test('at the unit itself it goes back to its shelf as ever, and what travels for somebody arrives as ever', async () => {
  const { barcode } = await inUnit();
  await checkOut(desk(tbm), { memberNumber: reader, itemBarcode: barcode });
  expect((await checkIn(desk(tbm), { itemBarcode: barcode })).placement).toEqual({ kind: 'shelf' });
  const item = await findItemByBarcode(t.db, barcode);
  await placeHold(desk(), { memberNumber: reader, bibId: item?.bibId ?? 0, pickupLibraryId: kota.id });
  expect((await receiveItem(desk(tbm), { itemBarcode: barcode })).placement.kind).toBe('to_library');
  expect((await receiveItem(desk(), { itemBarcode: barcode })).placement.kind).toBe('hold_shelf');
});

test('whoever waits for a copy of a box is served once the box’s copy is taken back, not before', async () => {
  const { barcode } = await inUnit();
  const item = await findItemByBarcode(t.db, barcode);
  await placeHold(desk(), { memberNumber: reader, bibId: item?.bibId ?? 0, pickupLibraryId: kota.id });
  expect((await quickReturn(desk(), { itemBarcode: barcode })).placement).toMatchObject(asksTheDesk);
  expect((await takeBackCopy(desk(), { itemBarcode: barcode })).placement.kind).toBe('hold_shelf');
});

test('what an institution has away is refused at the desk by a stable code', async () => {
  serial += 1;
  const barcode = await makeCopy(t.ctx(), { title: 'Atlas', barcode: `M-${serial}`, libraryId: kota.id });
  const school = await makeMember(t.ctx(), {
    fullName: 'SDN Bendogerit 1',
    number: 'L1',
    homeLibrary: 'KOTA',
    category: 'lembaga',
    contacts: [{ name: 'Bu Sri Wahyuni' }],
  });
  const id = await makeBulkLoan(desk(), { libraryId: kota.id, barcodes: [barcode], receiverMember: school });
  await expect(quickReturn(desk(), { itemBarcode: barcode })).rejects.toMatchObject({
    code: 'circulation.item_in_bulk_loan',
  });
  expect(await findBoxOfCopy(desk(), barcode)).toMatchObject({ bulkLoanId: id, box: 1 });
});
