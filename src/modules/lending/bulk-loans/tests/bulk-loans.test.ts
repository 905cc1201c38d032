import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { findItemByBarcode, listItemsOfBib, withdrawItem } from '#modules/collection/catalog';
import { checkIn, checkOut, listTransits, placeHold, receiveItem } from '#modules/lending/circulation';
import { makeCopy, makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import type { Library } from '#modules/ground/libraries';
import {
  addBox,
  boxLabelsPdf,
  bulkLoanSlipPdf,
  cancelBulkLoan,
  createBulkLoan,
  exchangeBoxes,
  extendBulkLoan,
  findBox,
  getBulkLoan,
  handOver,
  listBulkLoans,
  packCopy,
  reportMissing,
  takeBackCopy,
  unpackCopy,
  viewPublicBox,
} from '../index.ts';

const t = useTestDb();
const config = { root: join(import.meta.dirname, '../../../../..') };
let kota: Library;
let tbm: Library;
let serial = 0;

beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  tbm = await makeLibrary(t.ctx(), 'TBM-MAWAR', 'TBM Mawar');
});
beforeEach(() => t.clock.set(TEST_NOW));

const desk = (library = kota) => ({ ...t.ctx({ id: 1 }), libraryId: library.id });
const code = (name: string): unknown => expect.objectContaining({ code: `bulk_loans.${name}` });
const member = async (category = 'pelajar'): Promise<string> => {
  serial += 1;
  const fullName = category === 'lembaga' ? 'SDN Bendogerit 1' : 'Dimas Aji';
  const contacts = category === 'lembaga' ? [{ name: 'Bu Sri Wahyuni' }] : [];
  return makeMember(t.ctx(), { fullName, number: `A${serial}`, homeLibrary: 'KOTA', category, contacts });
};
const copies = async (count: number, library = kota): Promise<string[]> => {
  const barcodes = [];
  for (let n = 0; n < count; n++) {
    serial += 1;
    const copy = { title: `Seri Sains ${serial}`, barcode: `P-${serial}`, libraryId: library.id };
    barcodes.push(await makeCopy(t.ctx(), copy));
  }
  return barcodes;
};
const agreed = { contactName: 'Bu Sri Wahyuni', contactPhone: '0812', startsOn: '2026-11-25', dueOn: '2026-12-23' };

/** A bulk loan with so many copies in its first box. */
async function packed(count: number, to: { receiverLibrary: string } | { receiverMember: string }) {
  const id = await createBulkLoan(desk(), kota.id, { ...agreed, ...to });
  const box = (await getBulkLoan(desk(), id)).boxes[0]?.code ?? '';
  const barcodes = await copies(count);
  for (const itemBarcode of barcodes) await packCopy(desk(), { box, itemBarcode });
  return { id, box, barcodes, first: barcodes[0] ?? '' };
}
const toUnit = { receiverLibrary: 'TBM-MAWAR' };
async function handedOver(count: number, to: Parameters<typeof packed>[1] = toUnit) {
  const made = await packed(count, to);
  await handOver(desk(), made.id);
  return made;
}
const whereIs = async (barcode: string) => {
  const item = await findItemByBarcode(t.db, barcode);
  return [item?.libraryId, item?.ownerLibraryId, item?.setAside, item?.status];
};

describe('packing', () => {
  test('the agreement has a running number of its library, and one box that waits for books', async () => {
    const [one, two] = [
      await createBulkLoan(desk(), kota.id, { ...agreed, ...toUnit }),
      await createBulkLoan(desk(), kota.id, { ...agreed, ...toUnit }),
    ];
    const [first, second] = [await getBulkLoan(desk(), one), await getBulkLoan(desk(), two)];
    expect(first).toMatchObject({ status: 'packing', receiver: { kind: 'unit', name: 'TBM Mawar' } });
    expect(first.boxes).toMatchObject([{ nth: 1, items: [] }]);
    expect(first.number).toMatch(/^PP-KOTA-2026-\d{4}$/);
    expect(Number(second.number.slice(-4))).toBe(Number(first.number.slice(-4)) + 1);
  });

  test('somebody receives it: a unit or an institution, not both, not nobody, not the library itself', async () => {
    const wrong = expect.objectContaining({ code: 'platform.invalid_input' }) as unknown;
    await expect(createBulkLoan(desk(), kota.id, agreed)).rejects.toEqual(wrong);
    const both = { ...agreed, ...toUnit, receiverMember: await member('lembaga') };
    await expect(createBulkLoan(desk(), kota.id, both)).rejects.toEqual(wrong);
    await expect(createBulkLoan(desk(), kota.id, { ...agreed, receiverLibrary: 'KOTA' })).rejects.toEqual(wrong);
    const nobody = { ...agreed, receiverMember: 'TIDAK-ADA' };
    await expect(createBulkLoan(desk(), kota.id, nobody)).rejects.toEqual(code('unknown_member'));
    const person = { ...agreed, receiverMember: await member() };
    await expect(createBulkLoan(desk(), kota.id, person)).rejects.toMatchObject({
      fields: { receiverMember: 'not_institution' },
    });
    const backwards = { ...agreed, ...toUnit, dueOn: '2026-11-01' };
    await expect(createBulkLoan(desk(), kota.id, backwards)).rejects.toEqual(wrong);
  });

  test('a copy in a box is on no shelf: it cannot be lent, sent or received, nor go into another box', async () => {
    const { first, id, box } = await packed(1, toUnit);
    await expect(checkOut(desk(), { memberNumber: await member(), itemBarcode: first })).rejects.toMatchObject({
      code: 'circulation.item_in_bulk_loan',
      params: { overridable: false },
    });
    await expect(receiveItem(desk(), { itemBarcode: first })).rejects.toMatchObject({
      code: 'circulation.item_in_bulk_loan',
    });
    const second = await addBox(desk(), id);
    await expect(packCopy(desk(), { box: second, itemBarcode: first })).rejects.toMatchObject({
      code: 'bulk_loans.item_boxed',
      params: { box: 1 },
    });
    await expect(takeBackCopy(desk(), { itemBarcode: first })).rejects.toEqual(code('still_packing'));
    await unpackCopy(desk(), { box, itemBarcode: first });
    await expect(packCopy(desk(), { box: second, itemBarcode: first })).resolves.toMatchObject({ waiting: 0 });
  });

  test('what is out, wanted or of another library does not go into the box; a title that people wait for is said', async () => {
    const { box } = await packed(0, toUnit);
    const [lent = '', wanted = ''] = await copies(2);
    const [foreign = ''] = await copies(1, tbm);
    await checkOut(desk(), { memberNumber: await member(), itemBarcode: lent });
    await expect(packCopy(desk(), { box, itemBarcode: lent })).rejects.toEqual(code('item_away'));
    await expect(packCopy(desk(), { box, itemBarcode: foreign })).rejects.toEqual(code('item_elsewhere'));
    await expect(packCopy(desk(), { box, itemBarcode: 'TIDAK-ADA' })).rejects.toEqual(code('unknown_barcode'));
    const item = await findItemByBarcode(t.db, wanted);
    await placeHold(desk(), { memberNumber: await member(), bibId: item?.bibId ?? 0, pickupLibraryId: kota.id });
    expect(await packCopy(desk(), { box, itemBarcode: wanted })).toMatchObject({ waiting: 1 });
  });

  test('called off before it leaves, the copies are on their shelves again; later that is refused', async () => {
    const { id, first } = await packed(2, toUnit);
    await cancelBulkLoan(desk(), id);
    expect(await whereIs(first)).toEqual([kota.id, null, null, 'available']);
    expect(await getBulkLoan(desk(), id)).toMatchObject({ status: 'cancelled', counts: { packed: 0 } });
    const gone = await handedOver(1);
    await expect(cancelBulkLoan(desk(), gone.id)).rejects.toEqual(code('handed_over'));
  });
});

describe('a unit of the network', () => {
  test('has the copies for the time: readers borrow them there, and they stay their owner’s', async () => {
    const { first, id } = await handedOver(2);
    expect(await whereIs(first)).toEqual([tbm.id, kota.id, null, 'available']);
    const item = await findItemByBarcode(t.db, first);
    const [seen] = await listItemsOfBib(desk(), item?.bibId ?? 0);
    expect(seen).toMatchObject({ libraryName: 'TBM Mawar', available: true });
    const reader = await member();
    await checkOut(desk(tbm), { memberNumber: reader, itemBarcode: first });
    // what a reader has is not taken back over their head
    await expect(takeBackCopy(desk(), { itemBarcode: first })).rejects.toEqual(code('item_lent'));
    expect((await checkIn(desk(tbm), { itemBarcode: first })).placement).toEqual({ kind: 'shelf' });
    expect(await getBulkLoan(desk(), id)).toMatchObject({ status: 'open', counts: { away: 2 } });
    await expect(
      withdrawItem(desk(tbm), { id: item?.id ?? 0, version: item?.version ?? 0, reason: 'Rusak' }),
    ).rejects.toMatchObject({ code: 'catalog.item_of_another' });
  });

  test('gives back part and later the rest: open, partly returned, closed', async () => {
    const { id, barcodes } = await handedOver(3);
    const [one = '', two = '', three = ''] = barcodes;
    expect(await takeBackCopy(desk(), { itemBarcode: one })).toMatchObject({
      stillAway: 2,
      placement: { kind: 'shelf' },
    });
    expect(await whereIs(one)).toEqual([kota.id, null, null, 'available']);
    expect((await getBulkLoan(desk(), id)).status).toBe('partly_returned');
    await takeBackCopy(desk(), { itemBarcode: two });
    await takeBackCopy(desk(), { itemBarcode: three });
    expect(await getBulkLoan(desk(), id)).toMatchObject({ status: 'closed', counts: { returned: 3, away: 0 } });
    await expect(takeBackCopy(desk(), { itemBarcode: three })).rejects.toEqual(code('not_away'));
    await expect(addBox(desk(), id)).rejects.toEqual(code('ended'));
  });

  test('a copy that comes in at another library travels home; one that somebody waits for is kept', async () => {
    const turi = await makeLibrary(t.ctx(), 'KEL-TURI', 'Kelurahan Turi');
    const { barcodes } = await handedOver(2);
    const [stray = '', wanted = ''] = barcodes;
    await takeBackCopy(desk(turi), { itemBarcode: stray });
    const { data } = await listTransits(desk(), { fromLibraryId: turi.id, limit: 5 });
    expect(data).toMatchObject([{ itemBarcode: stray, toLibrary: { code: 'KOTA' }, reason: 'home' }]);
    const item = await findItemByBarcode(t.db, wanted);
    await placeHold(desk(), { memberNumber: await member(), bibId: item?.bibId ?? 0, pickupLibraryId: kota.id });
    expect((await takeBackCopy(desk(), { itemBarcode: wanted })).placement.kind).toBe('hold_shelf');
  });
});

describe('an institution', () => {
  test('has the copies out of everybody’s reach until they come back', async () => {
    const school = await member('lembaga');
    const { id, first } = await handedOver(2, { receiverMember: school });
    expect(await whereIs(first)).toEqual([kota.id, null, 'bulk_loan', 'available']);
    await expect(checkOut(desk(), { memberNumber: await member(), itemBarcode: first })).rejects.toMatchObject({
      code: 'circulation.item_in_bulk_loan',
    });
    expect((await listBulkLoans(desk(), { receiverMember: school, limit: 5 })).data.map((loan) => loan.id)).toEqual([
      id,
    ]);
    await takeBackCopy(desk(), { itemBarcode: first });
    expect(await whereIs(first)).toEqual([kota.id, null, null, 'available']);
  });

  test('what it has lost or says to have returned is booked so, and the agreement ends', async () => {
    const { id, barcodes } = await handedOver(3, { receiverMember: await member('lembaga') });
    const [back = '', lost = '', claimed = ''] = barcodes;
    await takeBackCopy(desk(), { itemBarcode: back });
    await reportMissing(desk(), id, { itemBarcodes: [lost], fate: 'lost', note: 'Kebanjiran' });
    expect(await whereIs(lost)).toEqual([kota.id, null, null, 'lost']);
    await expect(reportMissing(desk(), id, { itemBarcodes: [lost, claimed], fate: 'claimed' })).rejects.toEqual(
      code('not_away'),
    );
    await reportMissing(desk(), id, { itemBarcodes: [claimed], fate: 'claimed' });
    expect(await whereIs(claimed)).toEqual([kota.id, null, null, 'missing']);
    expect(await getBulkLoan(desk(), id)).toMatchObject({ status: 'closed', counts: { returned: 1, missing: 2 } });
  });
});

describe('exchanging boxes', () => {
  test('takes the old box back whole and hands the new one over, in one step', async () => {
    const { id, box, barcodes } = await handedOver(3);
    const [lent = '', left = '', inside = ''] = barcodes;
    await checkOut(desk(tbm), { memberNumber: await member(), itemBarcode: lent });
    const newBox = await addBox(desk(), id, 'Dongeng');
    const [fresh = ''] = await copies(1);
    await packCopy(desk(), { box: newBox, itemBarcode: fresh });
    const done = await exchangeBoxes(desk(), {
      backBox: `https://lumbung.example/kotak/${box}`,
      newBox,
      notInside: [left],
    });
    expect(done).toMatchObject({ returned: 1, handedOver: 1 });
    expect(done.stillAway).toEqual([
      { barcode: lent, onLoan: true },
      { barcode: left, onLoan: false },
    ]);
    expect(await whereIs(inside)).toEqual([kota.id, null, null, 'available']);
    expect(await whereIs(fresh)).toEqual([tbm.id, kota.id, null, 'available']);
    expect(await getBulkLoan(desk(), id)).toMatchObject({
      status: 'partly_returned',
      counts: { away: 3, returned: 1 },
    });
  });

  test('an empty box does not leave, and then the old one stays too', async () => {
    const { id, box } = await handedOver(1);
    const newBox = await addBox(desk(), id);
    await expect(exchangeBoxes(desk(), { backBox: box, newBox })).rejects.toEqual(code('nothing_packed'));
    expect(await getBulkLoan(desk(), id)).toMatchObject({ counts: { away: 1, returned: 0 } });
    await expect(exchangeBoxes(desk(), { backBox: newBox, newBox: null })).rejects.toEqual(code('box_here'));
  });
});

test('the overdue list names what is past its last day, and an extension takes it off', async () => {
  const { id } = await handedOver(1);
  const overdue = async () => (await listBulkLoans(desk(), { overdue: true, limit: 50 })).data.map((loan) => loan.id);
  // the last day itself is in time
  t.clock.set('2026-12-23T23:30:00+07:00');
  expect(await overdue()).not.toContain(id);
  t.clock.set('2026-12-24T00:30:00+07:00');
  expect(await overdue()).toContain(id);
  await extendBulkLoan(desk(), id, { dueOn: '2027-01-20', reason: 'Lomba bercerita' });
  expect(await overdue()).not.toContain(id);
  await expect(extendBulkLoan(desk(), id, { dueOn: '2026-11-01', reason: 'x' })).rejects.toMatchObject({
    fields: { dueOn: 'before_start' },
  });
});

test('what is on the box leads to it: staff to the agreement, anybody to the titles and nothing about persons', async () => {
  const { id, box } = await handedOver(2);
  expect(await findBox(desk(), `https://lumbung.example/kotak/${box.toLowerCase()}`)).toEqual({
    bulkLoanId: id,
    code: box,
  });
  const visitor = t.ctx({ kind: 'anonymous' });
  const seen = await viewPublicBox(visitor, box, '192.0.2.7');
  expect(seen).toMatchObject({ nth: 1, receiver: 'TBM Mawar', dueOn: '2026-12-23', bulkLoanId: null });
  expect(seen?.titles).toHaveLength(2);
  expect(JSON.stringify(seen)).not.toContain('Sri Wahyuni');
  expect(await viewPublicBox(visitor, 'KXXXXXXX', '192.0.2.7')).toBeNull();
});

test('slip and labels are PDF files; a slip without books is refused', async () => {
  const { id } = await handedOver(40);
  for (const file of [
    await bulkLoanSlipPdf(desk(), config, id),
    await boxLabelsPdf(desk(), config, id, 'https://x.example'),
  ]) {
    expect(Buffer.from(file.body).subarray(0, 5).toString()).toBe('%PDF-');
    expect(file.fileName).toContain('PP-KOTA-2026');
  }
  const empty = await packed(0, toUnit);
  await expect(bulkLoanSlipPdf(desk(), config, empty.id)).rejects.toEqual(code('nothing_packed'));
});

test('who only looks may see bulk loans, and change nothing', async () => {
  const { id, box } = await packed(0, toUnit);
  const looking = { ...t.ctx({ grants: [{ libraryId: null, permissions: ['loans.read'] }] }), libraryId: kota.id };
  expect((await getBulkLoan(looking, id)).id).toBe(id);
  const [barcode = ''] = await copies(1);
  await expect(packCopy(looking, { box, itemBarcode: barcode })).rejects.toMatchObject({ code: 'platform.forbidden' });
  await expect(handOver(looking, id)).rejects.toMatchObject({ code: 'platform.forbidden' });
});
