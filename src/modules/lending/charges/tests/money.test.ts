import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import type { Tx } from '#platform/database/db';
import { makeLibrary, makeLoan, makeMember } from '#modules/lending/circulation/testing';
import { setSettings, type Library } from '#modules/ground/libraries';
import {
  cancelCharges,
  charge,
  closeCashDay,
  getReceipt,
  payCharges,
  recordCharge,
  refundCredit,
  viewCashDay,
  viewCharges,
  waiveCharge,
} from '../index.ts';

const t = useTestDb();
let kota: Library;
let gedog: Library;
let kas: Library;
let made = 0;
beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  gedog = await makeLibrary(t.ctx(), 'GDG', 'Perpustakaan Gedog');
  kas = await makeLibrary(t.ctx(), 'KAS', 'Perpustakaan Kas');
});
beforeEach(() => t.clock.set(TEST_NOW));

const desk = (library = kota) => ({ ...t.ctx(), libraryId: library.id });
const code = (name: string): unknown => expect.objectContaining({ code: `charges.${name}` });
const member = async (): Promise<string> => {
  made += 1;
  return makeMember(t.ctx(), { fullName: `Rahma ${made}`, number: `U${made}`, homeLibrary: 'KOTA' });
};
const owes = async (number: string, ...amounts: number[]): Promise<number[]> => {
  const ids = [];
  for (const amount of amounts) ids.push((await recordCharge(desk(), number, { kind: 'damage', amount })).id);
  return ids;
};
const within = async <T>(work: (trx: Tx) => Promise<T>): Promise<T> => t.db.transaction().execute(work);
const idOf = async (number: string): Promise<number> =>
  (await t.db.selectFrom('member').select('id').where('number', '=', number).executeTakeFirstOrThrow()).id;
const cash = (amount: number, clientKey: string | null = null) => ({ amount, method: 'cash' as const, clientKey });

describe('a payment', () => {
  test('in part goes to the oldest charge first, and the receipt says for what', async () => {
    const number = await member();
    const [first, second] = await owes(number, 5_000, 20_000);
    const receipt = await payCharges(desk(), number, cash(12_000));
    expect(receipt).toMatchObject({
      kind: 'payment',
      amount: 12_000,
      paid: [
        { chargeId: first, amount: 5_000, of: 5_000 },
        { chargeId: second, amount: 7_000, of: 20_000 },
      ],
      balance: 13_000,
      byName: 'Petugas Uji',
    });
    const ledger = await viewCharges(desk(), number);
    expect(ledger).toMatchObject({ balance: 13_000, owed: [{ id: second, left: 13_000 }] });
    expect(await getReceipt(desk(), receipt.id)).toEqual(receipt);
  });

  test('has the next number of its library and year; nothing is lost between them', async () => {
    const number = await member();
    await owes(number, 50_000);
    const seq = (text: string): number => Number(/^KW-KOTA-2026-(\d{5})$/.exec(text)?.[1]);
    const one = await payCharges(desk(), number, cash(1_000));
    await expect(payCharges(desk(), number, cash(90_000))).rejects.toEqual(code('more_than_owed'));
    const two = await payCharges(desk(), number, cash(1_000));
    expect(seq(two.number)).toBe(seq(one.number) + 1);
    expect((await payCharges(desk(gedog), number, cash(1_000))).number).toBe('KW-GDG-2026-00001');
    t.clock.set('2027-01-02T10:00:00+07:00');
    expect((await payCharges(desk(), number, cash(1_000))).number).toBe('KW-KOTA-2027-00001');
  });

  test('never takes more than is owed, and nothing from who owes nothing', async () => {
    const number = await member();
    await expect(payCharges(desk(), number, cash(1_000))).rejects.toEqual(code('nothing_owed'));
    await owes(number, 5_000);
    await expect(payCharges(desk(), number, cash(5_001))).rejects.toMatchObject({
      code: 'charges.more_than_owed',
      params: { owedText: 'Rp5.000' },
    });
    for (const amount of [0, -5, 1.5, Number.NaN]) {
      await expect(payCharges(desk(), number, cash(amount))).rejects.toMatchObject({ fields: { amount: 'amount' } });
    }
  });

  test('by QRIS needs the bank’s reference, and one reference is one payment', async () => {
    const [number, other] = [await member(), await member()];
    await owes(number, 5_000);
    await owes(other, 5_000);
    const qris = { amount: 2_000, method: 'qris' as const };
    await expect(payCharges(desk(), number, qris)).rejects.toMatchObject({ fields: { reference: 'required' } });
    await payCharges(desk(), number, { ...qris, reference: 'QR-77' });
    const again = payCharges(desk(), other, { ...qris, reference: 'QR-77' });
    await expect(again).rejects.toEqual(code('reference_used'));
  });

  test('sent twice with the same key is taken once; the key for something else is refused', async () => {
    const [number, other] = [await member(), await member()];
    await owes(number, 5_000);
    await owes(other, 5_000);
    const receipt = await payCharges(desk(), number, cash(2_000, 'kunci-0001'));
    expect(await payCharges(desk(), number, cash(2_000, 'kunci-0001'))).toEqual(receipt);
    expect((await viewCharges(desk(), number)).balance).toBe(3_000);
    await expect(payCharges(desk(), number, cash(3_000, 'kunci-0001'))).rejects.toEqual(code('key_reused'));
    await expect(payCharges(desk(), other, cash(2_000, 'kunci-0001'))).rejects.toEqual(code('key_reused'));
  });

  test('needs the permission at that library; others do not see the receipt', async () => {
    const number = await member();
    await owes(number, 5_000);
    const only = { ...t.ctx({ grants: [{ libraryId: gedog.id, permissions: ['charges.pay', 'charges.read'] }] }) };
    const refused = payCharges({ ...only, libraryId: kota.id }, number, cash(1_000));
    await expect(refused).rejects.toMatchObject({ code: 'platform.forbidden' });
    const { id } = await payCharges(desk(), number, cash(1_000));
    await expect(getReceipt(only, id)).rejects.toMatchObject({ code: 'platform.forbidden' });
    const stranger = t.ctx({ kind: 'member', id: 9_999, number: 'LAIN', name: 'Lain', sessionId: 1 });
    await expect(getReceipt(stranger, id)).rejects.toEqual(code('receipt_not_found'));
    await expect(viewCharges(stranger, number)).rejects.toMatchObject({ code: 'platform.forbidden' });
  });
});

describe('forgiving and giving back', () => {
  test('a waiver needs a reason, takes at most what is still owed, and leaves its trace', async () => {
    const number = await member();
    const [id = 0] = await owes(number, 8_000);
    await payCharges(desk(), number, cash(3_000));
    await expect(waiveCharge(desk(), id, { reason: ' ' })).rejects.toMatchObject({ fields: { reason: 'required' } });
    await expect(waiveCharge(desk(), id, { amount: 6_000, reason: 'x' })).rejects.toEqual(code('more_than_owed'));
    const key = { reason: 'Banjir', amount: 1_000, clientKey: 'maaf-0001' };
    expect(await waiveCharge(desk(), id, key)).toMatchObject({ left: 4_000 });
    expect(await waiveCharge(desk(), id, key)).toMatchObject({ left: 4_000 });
    expect(await waiveCharge(desk(), id, { reason: 'Pindah kota', writeOff: true })).toMatchObject({ left: 0 });
    await expect(waiveCharge(desk(), id, { reason: 'Lagi' })).rejects.toEqual(code('nothing_owed'));
    const { balance, data } = await viewCharges(desk(), number);
    expect(balance).toBe(0);
    expect(data.map(({ kind, amount, reason }) => [kind, amount, reason])).toEqual([
      ['write_off', -4_000, 'Pindah kota'],
      ['waive', -1_000, 'Banjir'],
      ['payment', -3_000, null],
      ['damage', 8_000, null],
    ]);
    const traces = await t.db.selectFrom('auditEvent').select('after').where('action', '=', 'charge.waived').execute();
    expect(traces.map(({ after }) => after)).toMatchObject([{ reason: 'Banjir' }, { reason: 'Pindah kota' }]);
  });

  test('what was paid for a charge that is taken off becomes credit, pays the next charge, and the rest can be given back', async () => {
    const number = await member();
    const loanId = await makeLoan(t.ctx(), { memberNumber: number, libraryId: kota.id });
    const about = { memberId: await idOf(number), libraryId: kota.id, loanId, note: 'Cantik Itu Luka' };
    await within(async (trx) => charge(trx, t.ctx(), { ...about, kind: 'lost_item', amount: 50_000 }));
    await payCharges(desk(), number, cash(50_000));
    // the lost book came back, and the library gives the money back
    await within(async (trx) => cancelCharges(trx, t.ctx(), { loanId, paidToo: true, note: null }));
    expect((await viewCharges(desk(), number)).balance).toBe(-50_000);
    await owes(number, 20_000);
    expect(await viewCharges(desk(), number)).toMatchObject({ balance: -30_000, owed: [] });
    await expect(payCharges(desk(), number, cash(1_000))).rejects.toEqual(code('nothing_owed'));
    const refund = { ...cash(30_000, 'kembali-01'), reason: 'Buku ditemukan' };
    await expect(refundCredit(desk(), number, { ...refund, amount: 30_001 })).rejects.toEqual(code('more_than_credit'));
    const receipt = await refundCredit(desk(), number, refund);
    expect(receipt).toMatchObject({ kind: 'refund', amount: 30_000, paid: [], balance: 0, reason: 'Buku ditemukan' });
    expect(await refundCredit(desk(), number, refund)).toEqual(receipt);
    await owes(number, 7_000);
    expect(await viewCharges(desk(), number)).toMatchObject({ balance: 7_000, owed: [{ left: 7_000 }] });
  });
});

describe('the day’s cash', () => {
  const opened = (day: string) => ({ libraryId: kas.id, day });
  const atDesk = (id: number, name: string) => ({ ...t.ctx({ id, name }), libraryId: kas.id });

  test('sums by method and desk, and what goes to the treasury', async () => {
    t.clock.set('2026-12-01T09:00:00+07:00');
    await setSettings(t.ctx(), { treasuryKinds: ['damage'] });
    const number = await member();
    await owes(number, 30_000);
    await recordCharge(desk(), number, { kind: 'other', amount: 70_000, note: 'Kartu baru' });
    await payCharges(atDesk(11, 'Siti'), number, cash(10_000));
    await payCharges(atDesk(12, 'Budi'), number, cash(5_000));
    await payCharges(atDesk(12, 'Budi'), number, { amount: 20_000, method: 'qris', reference: 'QR-KAS-1' });
    const day = await viewCashDay(desk(), opened('2026-12-01'));
    expect(day).toMatchObject({
      opening: 0,
      cash: { payments: 15_000, refunds: 0, net: 15_000, treasury: 15_000 },
      qris: { net: 20_000, treasury: 15_000 },
      byAccount: [
        { name: 'Siti', cash: 10_000, qris: 0 },
        { name: 'Budi', cash: 5_000, qris: 20_000 },
      ],
      expectedCash: 15_000,
      toDeposit: 30_000,
      closing: null,
    });
    expect((await viewCashDay(desk(), { ...opened('2026-12-01'), accountId: 12 })).lines).toHaveLength(2);
  });

  test('a difference must be explained; what is kept opens the next day; who pays after closing stands in the next day', async () => {
    t.clock.set('2026-12-01T15:30:00+07:00');
    const counted = { counted: 14_000, deposited: 10_000 };
    await expect(closeCashDay(desk(), opened('2026-12-02'), counted)).rejects.toEqual(code('day_not_over'));
    const close = async () => closeCashDay(desk(), opened('2026-12-01'), { ...counted, note: 'Uang kembalian kurang' });
    await expect(closeCashDay(desk(), opened('2026-12-01'), counted)).rejects.toEqual(code('difference_unexplained'));
    const closed = await close();
    expect(closed.closing).toMatchObject({ difference: -1_000, kept: 4_000, byName: 'Petugas Uji' });
    await expect(close()).rejects.toEqual(code('day_closed'));

    const number = await member();
    await owes(number, 9_000);
    await payCharges(atDesk(11, 'Siti'), number, cash(9_000));
    expect(await viewCashDay(desk(), opened('2026-12-01'))).toEqual(closed);
    expect(await viewCashDay(desk(), opened('2026-12-02'))).toMatchObject({ opening: 4_000, expectedCash: 13_000 });

    t.clock.set('2026-12-03T15:30:00+07:00');
    await owes(number, 1_000);
    await payCharges(atDesk(11, 'Siti'), number, cash(1_000));
    const third = { counted: 14_000, deposited: 0 };
    await expect(closeCashDay(desk(), opened('2026-12-03'), third)).rejects.toEqual(code('earlier_day_open'));
    await closeCashDay(desk(), opened('2026-12-02'), { counted: 13_000, deposited: 0 });
    expect((await closeCashDay(desk(), opened('2026-12-03'), third)).closing).toMatchObject({ difference: 0 });
  });

  test('the database itself keeps a closed day as it is', async () => {
    const insert = sql`
      insert into charge_line (member_id, library_id, kind, amount, at, by_name, method, receipt_number, cash_day)
      select id, ${kas.id}, 'payment', -1, now(), 'x', 'cash', 'PALSU', '2026-12-01' from member limit 1`;
    await expect(insert.execute(t.db)).rejects.toThrow('is closed');
    const update = sql`update cash_day set counted = 0, deposited = 0 where day = '2026-12-01'`;
    await expect(update.execute(t.db)).rejects.toThrow('is closed');
    await expect(sql`delete from cash_day`.execute(t.db)).rejects.toThrow();
  });
});
