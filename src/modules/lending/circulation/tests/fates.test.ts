import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { findItemByBarcode, withdrawWithin } from '#modules/collection/catalog';
import { balanceOf } from '#modules/lending/charges';
import type { Library } from '#modules/ground/libraries';
import { createCategory, findMemberByNumber } from '#modules/people/members';
import {
  checkIn,
  checkOut,
  claimReturned,
  createPolicy,
  markLost,
  replaceCopy,
  reportDamage,
  viewAccount,
  withdrawClaim,
} from '../index.ts';
import { withdrawDamage } from '../testing.ts';
import { makeCopy, makeLibrary, makeMember } from '../testing.ts';

const t = useTestDb();
let kota: Library;
let serial = 0;
beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  const { id } = await createCategory(t.ctx(), { code: 'denda', nameId: 'Denda', nameEn: 'Fines' });
  await createPolicy(t.ctx(), {
    categoryId: id,
    maxLoans: 9,
    finePerDay: 1000,
    suspensionPerLateDay: 0,
    lostAtPrice: true,
    processingCharge: 5000,
  });
});
beforeEach(() => {
  t.clock.set(TEST_NOW);
});

const desk = () => ({ ...t.ctx({ id: 1 }), libraryId: kota.id });
const refused = (part: string) => expect.objectContaining({ code: `circulation.${part}` }) as unknown;
async function lent() {
  const member = { fullName: 'Dimas Aji', number: `A${++serial}`, homeLibrary: 'KOTA', category: 'denda' };
  const number = await makeMember(t.ctx(), member);
  const itemBarcode = await makeCopy(t.ctx(), {
    title: 'Laskar Pelangi',
    barcode: `B-${++serial}`,
    libraryId: kota.id,
  });
  await t.db.updateTable('item').set({ price: 45_000 }).where('barcode', '=', itemBarcode).execute();
  const { loan } = await checkOut(desk(), { memberNumber: number, itemBarcode });
  return { number, itemBarcode, loanId: loan.id, bibId: loan.bibId };
}
const owes = async (number: string) => balanceOf(t.db, (await findMemberByNumber(t.db, number))?.id ?? 0);
const copy = async (barcode: string) =>
  t.db
    .selectFrom('item')
    .select(['status', 'onLoan', 'bibId', 'source'])
    .where('barcode', '=', barcode)
    .executeTakeFirst();
const acts = async (loanId: number) =>
  (
    await t.db
      .selectFrom('auditEvent')
      .select('action')
      .where('entity', '=', 'loan')
      .where('entityId', '=', String(loanId))
      .orderBy('id')
      .execute()
  ).map((event) => event.action);

describe('claimed returned', () => {
  test('the loan stays with the member and grows no later; a scan that finds the copy ends it', async () => {
    const { number, itemBarcode, loanId } = await lent();
    t.clock.set('2026-12-04T10:00:00+07:00');
    const claimed = await claimReturned(desk(), { loanId, note: 'Lewat kotak malam' });
    expect(claimed).toMatchObject({ status: 'claimed_returned', claimedAt: new Date('2026-12-04T10:00:00+07:00') });
    t.clock.set('2027-01-15T10:00:00+07:00');
    expect((await viewAccount(t.ctx(), number)).loans).toMatchObject([{ id: loanId, lateDays: 2 }]);
    await expect(checkOut(desk(), { memberNumber: number, itemBarcode })).rejects.toEqual(refused('on_loan_to_member'));
    expect(await checkIn(desk(), { itemBarcode })).toMatchObject({ lateDays: 2, fine: 2000 });
    expect(await acts(loanId)).toEqual(['loan.checked_out', 'loan.claimed_returned', 'loan.checked_in']);
  });

  test('taken back, the loan runs as before; what is not running cannot be claimed', async () => {
    const { loanId, itemBarcode } = await lent();
    await expect(withdrawClaim(desk(), loanId)).rejects.toEqual(refused('loan_not_open'));
    await claimReturned(desk(), { loanId });
    expect(await withdrawClaim(desk(), loanId)).toMatchObject({ status: 'open', claimedAt: null });
    await checkIn(desk(), { itemBarcode });
    await expect(claimReturned(desk(), { loanId })).rejects.toEqual(refused('loan_not_open'));
  });

  test('what was claimed can still be booked as lost', async () => {
    const { number, loanId } = await lent();
    await claimReturned(desk(), { loanId });
    await markLost(desk(), { loanId });
    expect(await owes(number)).toBe(50_000);
  });
});

describe('damaged', () => {
  test('the copy comes back to repair, and the member is charged; taken back, it is available and nothing is owed', async () => {
    const { number, itemBarcode, loanId } = await lent();
    await expect(reportDamage(desk(), { loanId, note: ' ' })).rejects.toEqual(refused('damage_note_needed'));
    const slip = { loanId, note: 'Sampul sobek', charge: 99_999_999_999 };
    await expect(reportDamage(desk(), slip)).rejects.toMatchObject({ fields: { charge: 'too_much' } });
    await expect(markLost(desk(), slip)).rejects.toMatchObject({ fields: { charge: 'too_much' } });
    await reportDamage(desk(), { loanId, note: 'Sampul sobek', charge: 10_000 });
    expect(await copy(itemBarcode)).toMatchObject({ status: 'damaged', onLoan: false });
    expect(await owes(number)).toBe(10_000);
    expect(await acts(loanId)).toEqual(['loan.checked_out', 'loan.checked_in', 'loan.damage_reported']);
    await withdrawDamage(desk(), loanId);
    expect(await copy(itemBarcode)).toMatchObject({ status: 'available' });
    expect(await owes(number)).toBe(0);
  });

  test('what came back already can be found damaged, until it is lent again', async () => {
    const { loanId, itemBarcode } = await lent();
    await checkIn(desk(), { itemBarcode });
    const other = await lent();
    await checkOut(desk(), { memberNumber: other.number, itemBarcode });
    await expect(reportDamage(desk(), { loanId, note: 'Basah' })).rejects.toEqual(refused('loan_not_open'));
    await expect(reportDamage(desk(), { loanId, note: 'Basah', charge: -1 })).rejects.toMatchObject({
      fields: { charge: 'invalid' },
    });
  });
});

describe('replaced by the same title', () => {
  test('a new copy closes the obligation: the charge goes, the processing stays, the old one stays lost', async () => {
    const { number, itemBarcode, loanId, bibId } = await lent();
    await markLost(desk(), { loanId });
    expect(await owes(number)).toBe(50_000);
    const replaced = await replaceCopy(desk(), { loanId, barcode: 'GANTI-1' });
    expect(replaced.status).toBe('returned');
    expect(await owes(number)).toBe(5000);
    expect(await copy(itemBarcode)).toMatchObject({ status: 'lost', onLoan: false });
    expect(await copy('GANTI-1')).toMatchObject({ status: 'available', bibId, source: 'tukar' });
    expect(await acts(loanId)).toEqual(['loan.checked_out', 'loan.marked_lost', 'loan.copy_replaced']);
    await expect(replaceCopy(desk(), { loanId })).rejects.toEqual(refused('loan_not_open'));
  });

  test('a running loan that is late settles its lateness too', async () => {
    const { number, loanId } = await lent();
    t.clock.set('2026-12-03T10:00:00+07:00');
    await replaceCopy(desk(), { loanId });
    expect(await owes(number)).toBe(1000);
    expect((await viewAccount(t.ctx(), number)).loans).toEqual([]);
  });

  test('a copy of another title, or one that is out, is no replacement, and nothing changes', async () => {
    const { itemBarcode, loanId } = await lent();
    const other = await lent();
    for (const barcode of [other.itemBarcode, itemBarcode]) {
      await expect(replaceCopy(desk(), { loanId, barcode })).rejects.toEqual(refused('replacement_unsuitable'));
    }
    expect(await copy(itemBarcode)).toMatchObject({ status: 'available', onLoan: true });
  });
});

test('the same title is brought for a lost copy that has left the collection since: the debt is closed, the copy stays out', async () => {
  const { number, itemBarcode, loanId } = await lent();
  await markLost(desk(), { loanId });
  expect(await owes(number)).toBe(50_000);
  const lost = await findItemByBarcode(t.db, itemBarcode);
  await t.db
    .transaction()
    .execute(async (trx) => withdrawWithin(trx, desk(), lost?.id ?? 0, 'Penyiangan: hilang lebih dari dua tahun'));
  expect(await replaceCopy(desk(), { loanId })).toMatchObject({ status: 'returned' });
  expect(await owes(number)).toBe(5_000);
  expect(await copy(itemBarcode)).toMatchObject({ status: 'withdrawn', onLoan: false });
});
