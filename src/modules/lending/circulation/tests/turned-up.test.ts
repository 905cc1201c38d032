import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { findItemByBarcode, setItemStatus } from '#modules/collection/catalog';
import { makeItem } from '#modules/collection/catalog/testing';
import { balanceOf } from '#modules/lending/charges';
import type { Library } from '#modules/ground/libraries';
import { createCategory, findMemberByNumber } from '#modules/people/members';
import {
  checkIn,
  checkOut,
  createPolicy,
  deskCounts,
  listDeskEvents,
  markLost,
  placeHold,
  receiveItem,
  renewLoan,
  replaceCopy,
  reportDamage,
  sendBox,
  viewAccount,
} from '../index.ts';
import { settleFoundLoans } from '../testing.ts';
import { makeCopy, makeLibrary, makeMember } from '../testing.ts';

const t = useTestDb();
let kota: Library;
let gedog: Library;
let serial = 0;
beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  gedog = await makeLibrary(t.ctx(), 'KEL-GEDOG', 'Perpustakaan Kelurahan Gedog');
  const { id } = await createCategory(t.ctx(), { code: 'denda', nameId: 'Denda', nameEn: 'Fines' });
  const bill = { lostAtPrice: true, processingCharge: 5000, lostRefund: 'all' as const };
  await createPolicy(t.ctx(), { categoryId: id, maxLoans: 9, dueWithinCard: true, maxRenewals: 3, ...bill });
});
beforeEach(() => {
  t.clock.set(TEST_NOW);
});
const desk = (library = kota) => ({ ...t.ctx({ id: 1 }), libraryId: library.id });
const refused = (part: string) => expect.objectContaining({ code: `circulation.${part}` }) as unknown;
const member = async (expiresOn?: string) =>
  makeMember(t.ctx(), {
    fullName: 'Dimas Aji',
    number: `A${++serial}`,
    homeLibrary: 'KOTA',
    category: 'denda',
    ...(expiresOn && { expiresOn }),
  });
async function lent(number?: string) {
  const memberNumber = number ?? (await member());
  const itemBarcode = await makeCopy(t.ctx(), {
    title: 'Laut Bercerita',
    barcode: `B-${++serial}`,
    libraryId: kota.id,
  });
  await t.db.updateTable('item').set({ price: 45_000 }).where('barcode', '=', itemBarcode).execute();
  const { loan } = await checkOut(desk(), { memberNumber, itemBarcode });
  return { number: memberNumber, itemBarcode, loanId: loan.id, bibId: loan.bibId, dueAt: loan.dueAt };
}
const owes = async (number: string) => balanceOf(t.db, (await findMemberByNumber(t.db, number))?.id ?? 0);
const copy = async (barcode: string) => findItemByBarcode(t.db, barcode);
const loanOf = async (id: number) =>
  t.db
    .selectFrom('loan')
    .select(['status', 'returnLibraryId', 'statusBeforeReturn'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
const holdOf = async (id: number) =>
  t.db.selectFrom('hold').select(['status', 'itemId']).where('id', '=', id).executeTakeFirstOrThrow();

describe('a copy that a reader paid for as lost turns up', () => {
  test('in a box from another library: it is settled as by a return', async () => {
    const { number, itemBarcode, loanId } = await lent();
    await markLost(desk(), { loanId });
    expect(await owes(number)).toBe(50_000);
    const received = await receiveItem(desk(gedog), { itemBarcode });
    expect(received).toMatchObject({ found: true, placement: { kind: 'to_library' } });
    expect(await owes(number)).toBe(0);
    expect(await loanOf(loanId)).toEqual({
      status: 'returned',
      returnLibraryId: gedog.id,
      statusBeforeReturn: 'lost',
    });
  });

  test('by the hand of somebody who knows of no loans: the next round settles it, once', async () => {
    const { number, itemBarcode, loanId } = await lent();
    await markLost(desk(), { loanId });
    expect(await settleFoundLoans(desk())).toBe(0);
    await t.db.transaction().execute(async (trx) => {
      await setItemStatus(trx, desk(), (await findItemByBarcode(trx, itemBarcode))?.id ?? 0, 'available');
    });
    expect(await settleFoundLoans(desk())).toBe(1);
    expect(await owes(number)).toBe(0);
    expect(await loanOf(loanId)).toMatchObject({ status: 'returned', returnLibraryId: kota.id });
    expect(await settleFoundLoans(desk())).toBe(0);
  });
});

describe('a copy that is found damaged', () => {
  async function onTheRoad() {
    const { itemBarcode, loanId, bibId } = await lent();
    const waiting = await member();
    const { id: holdId } = await placeHold(desk(), { bibId, memberNumber: waiting, pickupLibraryId: gedog.id });
    await checkIn(desk(), { itemBarcode });
    return { itemBarcode, loanId, holdId };
  }

  test('after its box has left: who was to get it waits for another one, and nobody is told that it is there', async () => {
    const { itemBarcode, loanId, holdId } = await onTheRoad();
    await sendBox(desk(), { fromLibraryId: kota.id, toLibraryId: null, ids: null, box: null });
    await reportDamage(desk(), { loanId, note: 'Basah' });
    expect(await holdOf(holdId)).toEqual({ status: 'queued', itemId: null });
    const { placement } = await receiveItem(desk(gedog), { itemBarcode });
    expect(placement).toMatchObject({ kind: 'to_library', transit: { toLibrary: { id: kota.id }, reason: 'home' } });
    expect(await holdOf(holdId)).toEqual({ status: 'queued', itemId: null });
    expect(await copy(itemBarcode)).toMatchObject({ status: 'damaged', setAside: 'in_transit' });
  });

  test('in the catalogue while it travels: it is not laid on the shelf of who waits', async () => {
    const { itemBarcode, holdId } = await onTheRoad();
    await sendBox(desk(), { fromLibraryId: kota.id, toLibraryId: null, ids: null, box: null });
    await t.db.transaction().execute(async (trx) => {
      await setItemStatus(trx, desk(), (await findItemByBarcode(trx, itemBarcode))?.id ?? 0, 'repair');
    });
    expect((await receiveItem(desk(gedog), { itemBarcode })).placement).toMatchObject({ kind: 'to_library' });
    expect(await holdOf(holdId)).toEqual({ status: 'queued', itemId: null });
  });
});

describe('brought instead of a lost copy', () => {
  test('a copy that waits for somebody is no replacement, nor is one that was brought before', async () => {
    const { loanId, itemBarcode, bibId } = await lent();
    await markLost(desk(), { loanId });
    const [known = ''] = [`N-${++serial}`];
    await makeItem(t.ctx(), { bibId, libraryId: kota.id, barcodes: [known] });
    await placeHold(desk(), { bibId, memberNumber: await member(), pickupLibraryId: kota.id });
    await receiveItem(desk(), { itemBarcode: known });
    expect(await copy(known)).toMatchObject({ setAside: 'waiting' });
    await expect(replaceCopy(desk(), { loanId, barcode: known })).rejects.toEqual(refused('replacement_unsuitable'));
    expect(await copy(itemBarcode)).toMatchObject({ status: 'lost' });
    const brought = `N-${++serial}`;
    await replaceCopy(desk(), { loanId, barcode: brought });
    const second = await lent();
    await t.db.updateTable('item').set({ bibId }).where('barcode', '=', second.itemBarcode).execute();
    await markLost(desk(), { loanId: second.loanId });
    await expect(replaceCopy(desk(), { loanId: second.loanId, barcode: brought })).rejects.toEqual(
      refused('replacement_unsuitable'),
    );
  });
});

test('a renewal never shortens a loan, and promises only what it gives', async () => {
  const { loanId, number, dueAt } = await lent();
  // the card was shortened after the book was lent
  await t.db.updateTable('member').set({ expiresOn: '2026-11-28' }).where('number', '=', number).execute();
  expect((await viewAccount(t.ctx(), number)).loans).toMatchObject([{ id: loanId, renewableUntil: dueAt }]);
  expect((await renewLoan(desk(), { loanId })).dueAt).toEqual(dueAt);
});

test('a return that is written down for an earlier day stands in the list of the desk that wrote it', async () => {
  const { itemBarcode, loanId } = await lent();
  t.clock.set('2026-11-27T09:00:00+07:00');
  const since = new Date('2026-11-27T00:00:00+07:00');
  const before = await deskCounts(desk(), kota.id);
  await checkIn(desk(), { itemBarcode, returnedAt: new Date('2026-11-26T15:00:00+07:00') });
  const [event] = await listDeskEvents(desk(), { since, memberNumber: null });
  expect(event).toMatchObject({ kind: 'return', id: loanId });
  expect(event?.at.toISOString().slice(0, 16)).toBe('2026-11-27T02:00');
  expect((await deskCounts(desk(), kota.id)).returns).toBe(before.returns + 1);
});
