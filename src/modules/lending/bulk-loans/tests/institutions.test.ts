import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { findItemByBarcode } from '#modules/collection/catalog';
import { payCharges, viewCharges } from '#modules/lending/charges';
import { endMembership, quickReturn } from '#modules/lending/circulation';
import { addPolicy } from '#modules/lending/circulation/testing';
import { makeCopy, makeLibrary } from '#modules/lending/circulation/testing';
import type { Library } from '#modules/ground/libraries';
import { contactMembers, createMember, findMemberByNumber, getMember } from '#modules/people/members';
import { systemCtx } from '#platform/context';
import { extendBulkLoan, getBulkLoan, reportMissing, takeBackCopy } from '../index.ts';
import { remindBulkLoans } from '../remind-bulk-loans.ts';
import { settleFoundCopies } from '../settle-found.ts';
import { makeBulkLoan } from '../testing.ts';

const t = useTestDb();
let kota: Library;
let serial = 0;
beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  await makeLibrary(t.ctx(), 'TBM-MAWAR', 'TBM Mawar');
  await t.db.transaction().execute(async (trx) =>
    addPolicy(trx, t.ctx(), {
      libraryId: kota.id,
      categoryId: null,
      itemType: null,
      lostCharge: 40_000,
      processingCharge: 5_000,
    }),
  );
});
beforeEach(() => t.clock.set(TEST_NOW));
const desk = () => ({ ...t.ctx({ id: 1 }), libraryId: kota.id });
const copies = async (count: number): Promise<string[]> => {
  const barcodes = [];
  for (let n = 0; n < count; n++) {
    serial += 1;
    barcodes.push(await makeCopy(t.ctx(), { title: `Seri ${serial}`, barcode: `L-${serial}`, libraryId: kota.id }));
  }
  return barcodes;
};
/** A school whose teacher signs; the school itself has no address. */
async function lentToSchool(count: number) {
  serial += 1;
  const { number } = await createMember(t.ctx(), {
    fullName: `SDN Bendogerit ${serial}`,
    number: `S${serial}`,
    homeLibrary: 'KOTA',
    category: 'lembaga',
    contacts: [
      { name: 'Pak Kepala', phone: '0811 1111 1111', email: 'kepala@example.sch.id' },
      { name: 'Bu Sri Wahyuni', phone: '0812 3456 7890', email: 'sri@example.sch.id' },
    ],
  });
  const barcodes = await copies(count);
  const id = await makeBulkLoan(desk(), { libraryId: kota.id, barcodes, receiverMember: number });
  const memberId = (await findMemberByNumber(t.db, number))?.id ?? 0;
  return { id, number, memberId, barcodes };
}
const told = async (memberId: number) =>
  (
    await t.db
      .selectFrom('notification')
      .select(['topic', 'params', 'withdrawnAt'])
      .where('memberId', '=', memberId)
      .orderBy('id')
      .execute()
  ).map(({ topic, withdrawnAt, params }) => ({ topic, params, takenBack: withdrawnAt !== null }));
const on = async (day: string) => {
  t.clock.set(`${day}T08:00:00+07:00`);
  return remindBulkLoans(systemCtx(t.db, t.clock, 'bulk-loans.reminders'));
};

describe('who answers for the copies', () => {
  test('phone and e-mail of the person are written down when the boxes leave, and stay as they were', async () => {
    const { id, number } = await lentToSchool(1);
    const known = { contactPhone: '0812 3456 7890', contactEmail: 'sri@example.sch.id' };
    expect(await getBulkLoan(desk(), id)).toMatchObject({ contactName: 'Bu Sri Wahyuni', ...known });
    const member = await getMember(t.ctx(), number);
    await t.db.deleteFrom('memberContact').where('memberId', '=', member.id).execute();
    expect(await getBulkLoan(desk(), id)).toMatchObject(known);
  });

  test('an institution without an address of its own is written to by its first contact person', async () => {
    const { memberId } = await lentToSchool(1);
    expect((await contactMembers(t.db, [memberId])).get(memberId)).toMatchObject({
      email: 'kepala@example.sch.id',
      phone: '0811 1111 1111',
    });
  });
});

describe('reminders', () => {
  test('come also where the library that lent the boxes has closed since', async () => {
    const { memberId } = await lentToSchool(1);
    const close = async (active: boolean) =>
      t.db.updateTable('library').set({ active }).where('id', '=', kota.id).execute();
    await close(false);
    for (const day of ['2026-12-20', '2026-12-22']) await on(day);
    await close(true);
    expect((await told(memberId)).map(({ topic }) => topic)).toEqual(['bulk_before_due']);
  });

  test('come before the last day, on it, and three times after it, once each', async () => {
    const { memberId } = await lentToSchool(2);
    for (const day of ['2026-12-20', '2026-12-22', '2026-12-22', '2026-12-23', '2026-12-24', '2026-12-30'])
      await on(day);
    await on('2027-01-22');
    const said = await told(memberId);
    expect(said.map(({ topic }) => topic)).toEqual([
      'bulk_before_due',
      'bulk_due',
      'bulk_overdue',
      'bulk_overdue',
      'bulk_overdue',
    ]);
    expect(said[0]?.params).toMatchObject({ away: 2, contact: 'Bu Sri Wahyuni', dueOn: '2026-12-23' });
    expect(said.slice(2).map(({ params }) => params)).toMatchObject([
      { nth: 1, lateDays: 1 },
      { nth: 2, lateDays: 7 },
      { nth: 3, lateDays: 30 },
    ]);
  });

  test('are taken back when more time is given or all is back, and count what is still out', async () => {
    const { id, memberId, barcodes } = await lentToSchool(2);
    await on('2026-12-22');
    await extendBulkLoan(desk(), id, { dueOn: '2027-01-20', reason: 'Lomba bercerita' });
    expect(await told(memberId)).toMatchObject([{ topic: 'bulk_before_due', takenBack: true }]);
    await takeBackCopy(desk(), { itemBarcode: barcodes[0] ?? '' });
    await on('2027-01-21');
    expect((await told(memberId))[1]).toMatchObject({ topic: 'bulk_overdue', params: { away: 1 }, takenBack: false });
    await takeBackCopy(desk(), { itemBarcode: barcodes[1] ?? '' });
    expect((await told(memberId))[1]).toMatchObject({ takenBack: true });
  });
});

describe('what an institution has lost', () => {
  const settle = async () => settleFoundCopies(systemCtx(t.db, t.clock, 'bulk-loans.found'));
  const balance = async (number: string) => (await viewCharges(desk(), number)).balance;

  test('is charged by the rules for lost copies; what it says to have brought is not', async () => {
    const { id, number, barcodes } = await lentToSchool(2);
    const [lost = '', claimed = ''] = barcodes;
    expect(await reportMissing(desk(), id, { itemBarcodes: [lost], fate: 'lost' })).toEqual({
      count: 1,
      charged: 45_000,
    });
    expect(await balance(number)).toBe(45_000);
    await reportMissing(desk(), id, { itemBarcodes: [claimed], fate: 'claimed' });
    expect(await balance(number)).toBe(45_000);
    const items = (await getBulkLoan(desk(), id)).boxes.flatMap((box) => box.items);
    expect(items).toMatchObject([{ charged: 45_000 }, { charged: 0 }]);
  });

  test('a unit of the network pays nothing', async () => {
    const barcodes = await copies(1);
    const id = await makeBulkLoan(desk(), { libraryId: kota.id, barcodes, receiverLibrary: 'TBM-MAWAR' });
    expect(await reportMissing(desk(), id, { itemBarcodes: barcodes, fate: 'lost' })).toMatchObject({ charged: 0 });
  });

  test('found at the ordinary desk, what is still owed for it is taken off, once; what was paid stays paid', async () => {
    const { id, number, barcodes } = await lentToSchool(2);
    await reportMissing(desk(), id, { itemBarcodes: barcodes, fate: 'lost' });
    expect(await settle()).toBe(0);
    await payCharges(desk(), number, { amount: 45_000, method: 'cash' });
    for (const itemBarcode of barcodes) {
      expect(await quickReturn(desk(), { itemBarcode })).toMatchObject({ kind: 'received', found: true });
    }
    const [one, other] = await Promise.all([settle(), settle()]);
    expect(one + other).toBe(2);
    // the first was paid, and the rule gives back what is unpaid
    expect(await balance(number)).toBe(0);
    expect(await settle()).toBe(0);
    expect((await findItemByBarcode(t.db, barcodes[0] ?? ''))?.status).toBe('available');
    const items = (await getBulkLoan(desk(), id)).boxes.flatMap((box) => box.items);
    expect(items.every((item) => item.foundAt !== null)).toBe(true);
  });
});

test('a membership does not end while boxes are with the institution, not by override either; when all is back it does', async () => {
  const { id, number, barcodes } = await lentToSchool(1);
  const loan = await getBulkLoan(desk(), id);
  const end = async () =>
    endMembership(desk(), {
      memberNumber: number,
      version: (await getMember(t.ctx(), number)).version,
      override: { reason: 'Sekolah digabung' },
    });
  await expect(end()).rejects.toMatchObject({
    code: 'circulation.membership_bulk_loans',
    params: { numbers: loan.number },
  });
  expect(await getMember(t.ctx(), number)).toMatchObject({ status: 'active' });
  await takeBackCopy(desk(), { itemBarcode: barcodes[0] ?? '' });
  expect(await end()).toMatchObject({ status: 'withdrawn' });
});
