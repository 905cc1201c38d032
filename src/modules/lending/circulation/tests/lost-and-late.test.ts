import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { findItemByBarcode, setItemStatus, undoWithdrawalWithin, withdrawWithin } from '#modules/collection/catalog';
import { balanceOf } from '#modules/lending/charges';
import type { Library } from '#modules/ground/libraries';
import { createCategory, findMemberByNumber } from '#modules/people/members';
import {
  checkIn,
  checkOut,
  claimReturned,
  createPolicy,
  markLost,
  quickReturn,
  receiveItem,
  renewLoan,
  undoCheckIn,
} from '../index.ts';
import { settleFoundLoans } from '../testing.ts';
import { makeCopy, makeLibrary, makeMember } from '../testing.ts';

const t = useTestDb();
let kota: Library;
let serial = 0;
beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  const bill = { lostCharge: 40_000, lostRefund: 'all' as const };
  const late = { finePerDay: 500, suspensionPerLateDay: 1 };
  const { id } = await createCategory(t.ctx(), { code: 'denda', nameId: 'Denda', nameEn: 'Fines' });
  await createPolicy(t.ctx(), { categoryId: id, maxLoans: 9, loanLength: 7, ...bill, ...late });
});
beforeEach(() => {
  t.clock.set(TEST_NOW);
});
const desk = () => ({ ...t.ctx({ id: 1 }), libraryId: kota.id });
const refused = (part: string) => expect.objectContaining({ code: `circulation.${part}` }) as unknown;
/** Lent on Wednesday 25 November, due on Wednesday 2 December. */
async function lent(onSite = false) {
  const number = await makeMember(t.ctx(), {
    fullName: 'Dimas Aji',
    number: `A${++serial}`,
    homeLibrary: 'KOTA',
    category: 'denda',
  });
  const title = 'Bumi Manusia';
  const itemBarcode = await makeCopy(t.ctx(), { title, barcode: `B-${serial}`, libraryId: kota.id });
  const { loan } = await checkOut(desk(), { memberNumber: number, itemBarcode, onSite });
  return { number, itemBarcode, loanId: loan.id, dueAt: loan.dueAt };
}
const owes = async (number: string) => balanceOf(t.db, (await findMemberByNumber(t.db, number))?.id ?? 0);
const codes = (notices: readonly { code: string }[]) => notices.map(({ code }) => code.replace('circulation.', ''));

describe('a lost copy that is found', () => {
  test('was late until it was booked as lost: that is settled, and the bill goes', async () => {
    const { number, itemBarcode, loanId } = await lent();
    t.clock.set('2026-12-07T09:00:00+07:00');
    await markLost(desk(), { loanId });
    t.clock.set('2026-12-21T09:00:00+07:00');
    expect(await owes(number)).toBe(40_000);
    const back = await checkIn(desk(), { itemBarcode });
    // Thursday, Friday and Monday
    expect(back).toMatchObject({ lateDays: 3, fine: 1500, suspendedUntil: '2026-12-24' });
    expect(codes(back.notices)).toEqual(['late', 'suspended', 'fined', 'lost_found']);
    expect(await owes(number)).toBe(1500);

    await undoCheckIn(desk(), loanId);
    expect(await owes(number)).toBe(40_000);
  });

  test('was not late when it was lost in time, or said to be back before it was late', async () => {
    const one = await lent();
    await markLost(desk(), { loanId: one.loanId });
    const two = await lent();
    await claimReturned(desk(), { loanId: two.loanId });
    t.clock.set('2026-12-21T09:00:00+07:00');
    await markLost(desk(), { loanId: two.loanId });
    expect(await checkIn(desk(), one)).toMatchObject({ lateDays: 0, fine: 0, suspendedUntil: null });
    const back = await checkIn(desk(), two);
    expect(back).toMatchObject({ lateDays: 0, fine: 0, suspendedUntil: null });
    expect(codes(back.notices)).toEqual(['claim_closed', 'lost_found']);
  });

  test('is settled alike however it is found: out of a box, or in the catalogue', async () => {
    const [box, shelf] = [await lent(), await lent()];
    t.clock.set('2026-12-07T09:00:00+07:00');
    await markLost(desk(), { loanId: box.loanId });
    await markLost(desk(), { loanId: shelf.loanId });
    t.clock.set('2026-12-21T09:00:00+07:00');
    await receiveItem(desk(), box);
    expect(await owes(box.number)).toBe(1500);
    await t.db.transaction().execute(async (trx) => {
      await setItemStatus(trx, desk(), (await findItemByBarcode(trx, shelf.itemBarcode))?.id ?? 0, 'available');
    });
    await settleFoundLoans(desk());
    expect(await owes(shelf.number)).toBe(1500);
    const block = await t.db
      .selectFrom('loan')
      .select('suspensionBlockId')
      .where('id', '=', shelf.loanId)
      .executeTakeFirstOrThrow();
    expect(block.suspensionBlockId).not.toBeNull();
  });
});

test('a copy that was said to be back comes back: the desk is told, and nobody is asked for it any more', async () => {
  const { itemBarcode, loanId } = await lent();
  await claimReturned(desk(), { loanId, note: 'Sudah di kotak' });
  t.clock.set('2026-12-21T09:00:00+07:00');
  const back = await quickReturn(desk(), { itemBarcode });
  expect(back).toMatchObject({ kind: 'returned', lateDays: 0, loan: { status: 'returned' } });
  expect(back.kind === 'returned' && back.notices).toMatchObject([
    { code: 'circulation.claim_closed', params: { sinceText: expect.stringContaining('25 November 2026') as unknown } },
  ]);
  const { after } = await t.db
    .selectFrom('auditEvent')
    .select('after')
    .where('action', '=', 'loan.checked_in')
    .where('entityId', '=', String(loanId))
    .executeTakeFirstOrThrow();
  expect(after).toMatchObject({ claimedAt: expect.stringContaining('2026-11-25') as unknown });
});

test('a withdrawn copy that comes in: what to do is said, and nothing is written', async () => {
  const barcode = await makeCopy(t.ctx(), { title: 'Sengsara', barcode: 'S-1', libraryId: kota.id });
  const { id = 0 } = (await findItemByBarcode(t.db, barcode)) ?? {};
  await t.db.transaction().execute(async (trx) => withdrawWithin(trx, t.ctx(), id, 'Usang'));
  await expect(quickReturn(desk(), { itemBarcode: barcode })).rejects.toEqual(refused('item_withdrawn_here'));
  await t.db.transaction().execute(async (trx) => undoWithdrawalWithin(trx, t.ctx(), id));
  expect(await quickReturn(desk(), { itemBarcode: barcode })).toMatchObject({ kind: 'received' });
});

test('a copy that is read in the library stays there when it is renewed', async () => {
  const { loanId, dueAt } = await lent(true);
  const override = { reason: 'Dibaca lagi' };
  await expect(renewLoan(desk(), { loanId })).rejects.toEqual(refused('renewal_on_site'));
  // it ends with the day: there is nothing to give
  await expect(renewLoan(desk(), { loanId, override })).rejects.toEqual(refused('renewal_on_site'));
  t.clock.set('2026-11-26T09:00:00+07:00');
  const renewed = await renewLoan(desk(), { loanId, override });
  expect(renewed).toMatchObject({ onSite: true, dueAt: new Date(dueAt.getTime() + 24 * 3_600_000) });
});
