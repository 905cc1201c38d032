import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { holdRow } from '../../../../../tests/support/held-row.ts';
import { outcome } from '../../../../../tests/support/outcome.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { openDb, poolConfig, type Db } from '#platform/database/db';
import type { Ctx } from '#platform/context';
import { checkOut, createPolicy } from '#modules/lending/circulation';
import { makeCopy, makeLibrary, makeLoan, makeMember } from '#modules/lending/circulation/testing';
import { setSettings, type Library } from '#modules/ground/libraries';
import {
  cancelCharges,
  charge,
  closeCashDay,
  foreseeVoid,
  getReceipt,
  payCharges,
  receiptData,
  recordCharge,
  refundCredit,
  viewCashDay,
  viewCharges,
  voidPayment,
  waiveCharge,
} from '../index.ts';
import { chargesPersonalData } from '../personal-data.ts';

const t = useTestDb();
let kota: Library;
let many: Db;
let made = 0;
beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  many = openDb(poolConfig(t.address, 8)).db;
});
afterAll(async () => many.destroy());
beforeEach(() => t.clock.set(TEST_NOW));

const at = (library: Library, permissions: string[], db = t.db): Ctx => ({
  ...t.ctx({ id: 11, name: 'Siti', grants: [{ libraryId: library.id, permissions }] }),
  db,
  libraryId: library.id,
});
const CIRCULATION = ['charges.read', 'charges.add', 'charges.pay', 'cash.read', 'cash.close'];
/** Who sits at the desk, and the head, who may give money back as well. */
const desk = (library = kota, db = t.db): Ctx => at(library, CIRCULATION, db);
const head = (library = kota): Ctx => at(library, [...CIRCULATION, 'charges.waive', 'charges.refund']);
const code = (name: string): unknown => expect.objectContaining({ code: `charges.${name}` });
const because = { reason: 'Salah anggota' };
const member = async (library = kota): Promise<string> => {
  made += 1;
  return makeMember(t.ctx(), { fullName: `Rahma ${made}`, number: `V${made}`, homeLibrary: library.code });
};
const idOf = async (number: string): Promise<number> =>
  (await t.db.selectFrom('member').select('id').where('number', '=', number).executeTakeFirstOrThrow()).id;
const cash = (amount: number) => ({ amount, method: 'cash' as const });
const owing = async (amount: number, library = kota): Promise<{ number: string; chargeId: number }> => {
  const number = await member(library);
  const { id } = await recordCharge(desk(library), number, { kind: 'damage', amount, note: 'Halaman robek' });
  return { number, chargeId: id };
};
const paid = async (amount = 20_000, library = kota) => {
  const { number, chargeId } = await owing(20_000, library);
  return { number, chargeId, payment: await payCharges(desk(library), number, cash(amount)) };
};

describe('a payment that was booked by mistake', () => {
  test('is taken back at once: what it paid is owed again, and both papers name each other', async () => {
    const { number, chargeId, payment } = await paid(12_000);
    const back = await voidPayment(desk(), payment.id, because);
    expect(back).toMatchObject({ kind: 'void', amount: 12_000, balance: 20_000, reason: 'Salah anggota' });
    expect(back.voids).toEqual({ id: payment.id, number: payment.number });
    expect(back.paid).toMatchObject([{ chargeId, amount: 12_000, of: 20_000 }]);
    expect(await viewCharges(desk(), number)).toMatchObject({
      balance: 20_000,
      owed: [{ id: chargeId, left: 20_000 }],
      data: [
        { kind: 'void', amount: 12_000, left: 0, ofLineId: payment.id },
        { kind: 'payment', amount: -12_000, left: 0, voidedById: back.id },
        { kind: 'damage', amount: 20_000, left: 20_000 },
      ],
    });
    // the numbers go on without a gap, and the receipt says what it was given for
    expect(Number(back.number.slice(-5))).toBe(Number(payment.number.slice(-5)) + 1);
    const again = await getReceipt(desk(), payment.id);
    expect(again).toMatchObject({ paid: payment.paid, voidedBy: { number: back.number, byName: 'Siti' } });
    expect(receiptData(again, 'id').void).toMatchObject({ stamp: 'Dibatalkan' });
    expect(receiptData(again, 'id').void?.text).toContain(back.number);
    expect(receiptData(again, 'en').void?.stamp).toBe('Void');
    expect(receiptData(back, 'id')).toMatchObject({ title: 'Bukti pembatalan pembayaran', void: null });
    expect(receiptData(back, 'id').facts).toContainEqual({ label: 'Membatalkan', value: payment.number });
    expect(receiptData(payment, 'id').void).toBeNull();
  });

  test('can be paid again, waived, or paid in part', async () => {
    const { number, chargeId, payment } = await paid();
    await voidPayment(desk(), payment.id, because);
    await payCharges(desk(), number, cash(5_000));
    expect(await waiveCharge(head(), chargeId, { reason: 'Banjir' })).toMatchObject({ left: 0 });
    expect((await viewCharges(desk(), number)).balance).toBe(0);
  });

  test('one of several that paid a charge leaves what the others gave', async () => {
    const { number, chargeId } = await owing(20_000);
    const first = await payCharges(desk(), number, cash(5_000));
    await payCharges(desk(), number, cash(6_000));
    await voidPayment(desk(), first.id, because);
    expect(await viewCharges(desk(), number)).toMatchObject({
      balance: 14_000,
      owed: [{ id: chargeId, left: 14_000 }],
    });
  });

  test('asks for a reason of at most 300 letters, and nothing absurd', async () => {
    const { payment } = await paid();
    const wrong = async (reason: string) => outcome(voidPayment(desk(), payment.id, { reason }));
    for (const reason of ['', '  ', 'x'.repeat(301), 'x'.repeat(200_000)]) {
      expect(await wrong(reason)).toBe('platform.invalid_input');
    }
    for (const id of [0, -1, 999_999]) {
      await expect(voidPayment(desk(), id, because)).rejects.toEqual(code('receipt_not_found'));
    }
  });

  test('is not a charge, a waiver, nor what took another back', async () => {
    const { chargeId, payment } = await paid();
    const { id } = await voidPayment(desk(), payment.id, because);
    for (const other of [chargeId, id]) {
      await expect(voidPayment(head(), other, because)).rejects.toEqual(code('receipt_not_found'));
    }
  });

  test('is taken back once, whoever presses again; the same request twice is one', async () => {
    const { number, payment } = await paid();
    const key = { ...because, clientKey: 'batal-0001' };
    const back = await voidPayment(desk(), payment.id, key);
    expect(await voidPayment(desk(), payment.id, key)).toEqual(back);
    await expect(voidPayment(desk(), payment.id, because)).rejects.toMatchObject({
      code: 'charges.already_voided',
      params: { number: back.number },
    });
    const second = await paid();
    await expect(voidPayment(desk(), second.payment.id, key)).rejects.toEqual(code('key_reused'));
    expect((await viewCharges(desk(), number)).balance).toBe(20_000);
  });

  test('leaves a trace with both numbers and the reason, in the same transaction', async () => {
    const { number, payment } = await paid();
    const back = await voidPayment(desk(), payment.id, because);
    const trace = await t.db
      .selectFrom('auditEvent')
      .select(['before', 'after'])
      .where('action', '=', 'charge.payment_voided')
      .where('entityId', '=', String(await idOf(number)))
      .execute();
    expect(trace).toMatchObject([
      { before: { receipt: payment.number, amount: 20_000 }, after: { receipt: back.number, reason: 'Salah anggota' } },
    ]);
  });

  test('stands in what a member is told of their own data', async () => {
    const { number, payment } = await paid();
    await voidPayment(desk(), payment.id, because);
    expect(await chargesPersonalData.exportOf(t.db, await idOf(number))).toMatchObject([
      { kind: 'void', amount: 20_000, voidsReceipt: payment.number },
      { kind: 'payment', receiptNumber: payment.number },
      { kind: 'damage' },
    ]);
  });
});

test('whoever may not borrow because of a debt may not again', async () => {
  const library = await makeLibrary(t.ctx(), 'UTANG', 'Perpustakaan Utang');
  await createPolicy(t.ctx(), { libraryId: library.id, maxDebtToLend: 5_000 });
  const { number, payment } = await paid(20_000, library);
  const itemBarcode = await makeCopy(t.ctx(), { title: 'Bumi Manusia', barcode: 'V-1', libraryId: library.id });
  const lend = async () =>
    outcome(checkOut({ ...t.ctx(), libraryId: library.id }, { memberNumber: number, itemBarcode }));
  await voidPayment(desk(library), payment.id, because);
  expect(await lend()).toBe('circulation.owes_too_much');
  await payCharges(desk(library), number, cash(20_000));
  expect(await lend()).toBe('done');
});

describe('who may', () => {
  test('who takes payments there, and nobody else', async () => {
    const gedog = await makeLibrary(t.ctx(), 'GDG', 'Perpustakaan Gedog');
    const { number, payment } = await paid();
    const refused = async (who: Ctx) => outcome(voidPayment(who, payment.id, because));
    expect(await refused(desk(gedog))).toBe('platform.forbidden');
    expect(await refused(at(kota, ['charges.read', 'cash.read']))).toBe('platform.forbidden');
    expect(await refused(t.ctx({ kind: 'member', id: await idOf(number), number, name: 'x', sessionId: 1 }))).toBe(
      'platform.forbidden',
    );
    expect(await refused(desk())).toBe('done');
  });

  test('after midnight it is another day: then who may give money back, out of that day’s cash', async () => {
    t.clock.set('2026-11-25T23:59:00+07:00');
    const { payment } = await paid();
    t.clock.set('2026-11-26T00:01:00+07:00');
    expect(await foreseeVoid(desk(), payment.id)).toEqual(code('void_day_over'));
    await expect(voidPayment(desk(), payment.id, because)).rejects.toEqual(code('void_day_over'));
    expect(await foreseeVoid(head(), payment.id)).toBeNull();
    await voidPayment(head(), payment.id, because);
    const today = await viewCashDay(desk(), { libraryId: kota.id, day: '2026-11-26' });
    expect(today.cash).toMatchObject({ payments: 0, voided: 20_000, net: -20_000 });
  });
});

describe('the day’s cash', () => {
  test('shows it as a line and a sum of its own, and nothing of it goes to the treasury', async () => {
    const library = await makeLibrary(t.ctx(), 'KAS', 'Perpustakaan Kas');
    await setSettings(t.ctx(), { treasuryKinds: ['damage'] });
    const { payment } = await paid(20_000, library);
    await paid(7_000, library);
    const back = await voidPayment(desk(library), payment.id, because);
    const day = await viewCashDay(desk(library), { libraryId: library.id, day: '2026-11-25' });
    expect(day).toMatchObject({
      cash: { payments: 27_000, refunds: 0, voided: 20_000, net: 7_000, treasury: 7_000 },
      byAccount: [{ name: 'Siti', cash: 7_000 }],
      expectedCash: 7_000,
      toDeposit: 7_000,
    });
    expect(day.lines).toMatchObject([
      { kind: 'payment', amount: 20_000, treasury: 20_000, voidedByNumber: back.number },
      { kind: 'payment', amount: 7_000, voidedByNumber: null },
      { kind: 'void', amount: -20_000, treasury: 20_000, voidsNumber: payment.number },
    ]);
  });

  test('once it is closed stays as it is: the head takes it back out of the next day', async () => {
    const library = await makeLibrary(t.ctx(), 'TUTUP', 'Perpustakaan Tutup');
    const { payment } = await paid(20_000, library);
    const about = { libraryId: library.id, day: '2026-11-25' };
    const closed = await closeCashDay(desk(library), about, { counted: 20_000, deposited: 5_000 });
    await expect(voidPayment(desk(library), payment.id, because)).rejects.toMatchObject({
      code: 'charges.void_day_closed',
      params: { dayText: '25 November 2026' },
    });
    // what was paid after the cash was closed stands in the next day, which is open
    const later = await paid(1_000, library);
    await voidPayment(desk(library), later.payment.id, because);
    await voidPayment(head(library), payment.id, because);
    const { cash: sums, toDeposit, closing, lines } = await viewCashDay(desk(library), about);
    expect(closed).toMatchObject({ cash: sums, toDeposit, closing });
    expect(lines).toHaveLength(1);
    expect(await viewCashDay(desk(library), { ...about, day: '2026-11-26' })).toMatchObject({
      opening: 15_000,
      cash: { payments: 1_000, voided: 21_000 },
      expectedCash: -5_000,
    });
  });
});

test('a bank reference that was booked for the wrong member is booked for the right one, and then no more', async () => {
  const [wrong, right] = [await owing(5_000), await owing(5_000)];
  const qris = { amount: 5_000, method: 'qris' as const, reference: 'QR-SALAH' };
  const payment = await payCharges(desk(), wrong.number, qris);
  await expect(payCharges(desk(), right.number, qris)).rejects.toEqual(code('reference_used'));
  expect(await voidPayment(desk(), payment.id, because)).toMatchObject({ method: 'qris', reference: 'QR-SALAH' });
  const booked = await payCharges(desk(), right.number, qris);
  await expect(payCharges(desk(), wrong.number, qris)).rejects.toEqual(code('reference_used'));
  await voidPayment(desk(), booked.id, because);
  await payCharges(desk(), wrong.number, qris);
});

describe('when more has happened since', () => {
  const lost = async () => {
    const number = await member();
    const loanId = await makeLoan(t.ctx(), { memberNumber: number, libraryId: kota.id });
    const about = { memberId: await idOf(number), libraryId: kota.id, loanId, note: 'Cantik Itu Luka' };
    await t.db
      .transaction()
      .execute(async (trx) => charge(trx, t.ctx(), { ...about, kind: 'lost_item', amount: 50_000 }));
    const payment = await payCharges(desk(), number, cash(50_000));
    await t.db.transaction().execute(async (trx) => cancelCharges(trx, t.ctx(), { loanId, paidToo: true, note: null }));
    return { number, payment };
  };

  test('the lost book came back: the credit goes with the payment, and nothing is owed', async () => {
    const { number, payment } = await lost();
    expect((await viewCharges(desk(), number)).balance).toBe(-50_000);
    await voidPayment(desk(), payment.id, because);
    expect(await viewCharges(desk(), number)).toMatchObject({ balance: 0, owed: [] });
  });

  test('that credit has paid for something else: the payment still goes, and the rest is owed', async () => {
    const { number, payment } = await lost();
    await recordCharge(desk(), number, { kind: 'other', amount: 10_000, note: 'Kartu baru' });
    await voidPayment(desk(), payment.id, because);
    const { balance, owed } = await viewCharges(desk(), number);
    expect([balance, owed.reduce((sum, line) => sum + line.left, 0)]).toEqual([10_000, 10_000]);
  });

  test('that credit was given back in money: it is not given back a second time', async () => {
    const { number, payment } = await lost();
    await refundCredit(head(), number, { ...cash(1_000), reason: 'Buku ditemukan' });
    await expect(voidPayment(head(), payment.id, because)).rejects.toEqual(code('void_refunded'));
  });

  test('the member was erased: their books stay closed', async () => {
    const { number, payment } = await paid();
    await t.db.updateTable('member').set({ erasedAt: t.clock.now() }).where('number', '=', number).execute();
    expect(await foreseeVoid(head(), payment.id)).toEqual(code('void_erased'));
    await expect(voidPayment(head(), payment.id, because)).rejects.toEqual(code('void_erased'));
  });
});

describe('two at once', () => {
  test('both desks take the same payment back: it goes once', async () => {
    const { number, payment } = await paid();
    const held = await holdRow(t, 'member', await idOf(number));
    const press = async () => outcome(voidPayment(desk(kota, many), payment.id, because));
    const both = Promise.all([press(), press()]);
    await held.waitedFor(2);
    await held.letGo();
    expect((await both).toSorted()).toEqual(['charges.already_voided', 'done']);
    expect((await viewCharges(desk(), number)).balance).toBe(20_000);
  });

  test('the cash is closed while it is taken back: it is in the closed day, or refused', async () => {
    const library = await makeLibrary(t.ctx(), 'LOMBA', 'Perpustakaan Lomba');
    const { number, payment } = await paid(20_000, library);
    const held = await holdRow(t, 'member', await idOf(number));
    const press = outcome(voidPayment(desk(library, many), payment.id, because));
    await held.waitedFor(1);
    const about = { libraryId: library.id, day: '2026-11-25' };
    await closeCashDay(desk(library), about, { counted: 20_000, deposited: 0 });
    await held.letGo();
    expect(await press).toBe('charges.void_day_closed');
    expect((await viewCharges(desk(), number)).balance).toBe(0);
  });
});

test('the database itself lets a payment be taken back once, whole, and nothing else', async () => {
  const { payment, number } = await paid();
  const other = await paid();
  const insert = async (of: number, amount: number) =>
    sql`insert into charge_line (member_id, library_id, kind, amount, at, by_name, method, receipt_number, cash_day, of_line_id, reason)
      select member_id, library_id, 'void', ${amount}, at, 'x', method, 'PALSU', cash_day, ${of}, 'x'
      from charge_line where id = ${payment.id}`.execute(t.db);
  await expect(insert(payment.id, 1)).rejects.toThrow('no payment that this takes back');
  await expect(insert(other.payment.id, 20_000)).rejects.toThrow('no payment that this takes back');
  const loosen = sql`insert into charge_allocation (credit_line_id, charge_line_id, amount)
    select credit_line_id, charge_line_id, -1 from charge_allocation where credit_line_id = ${payment.id}`;
  await expect(loosen.execute(t.db)).rejects.toThrow('is not taken back');
  await voidPayment(desk(), payment.id, because);
  await expect(insert(payment.id, 20_000)).rejects.toThrow('charge_line_void_once');
  await expect(loosen.execute(t.db)).rejects.toThrow('is not taken back');
  expect((await viewCharges(desk(), number)).balance).toBe(20_000);
});
