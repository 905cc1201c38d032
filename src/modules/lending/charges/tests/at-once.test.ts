import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { outcome } from '../../../../../tests/support/outcome.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { openDb, poolConfig, type Db, type Tx } from '#platform/database/db';
import { makeLibrary, makeLoan, makeMember } from '#modules/lending/circulation/testing';
import type { Library } from '#modules/ground/libraries';
import { lockMemberForLoan } from '#modules/people/members';
import {
  cancelCharges,
  chargeUpTo,
  closeCashDay,
  payCharges,
  recordCharge,
  refundCredit,
  viewCashDay,
  viewCharges,
  voidPayment,
  waiveCharge,
} from '../index.ts';

const t = useTestDb();
let many: Db;
let kota: Library;
beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  many = openDb(poolConfig(t.address, 20)).db;
});
afterAll(async () => many.destroy());

const ctx = () => ({ ...t.ctx(), db: many, libraryId: kota.id });
let made = 0;
const member = async (): Promise<string> => {
  made += 1;
  return makeMember(t.ctx(), { fullName: `Anggota ${made}`, number: `A${made}`, homeLibrary: 'KOTA' });
};
const count = (outcomes: string[], wanted: string): number => outcomes.filter((one) => one === wanted).length;

/** A fine as the nightly job books it: under the member's lock, up to a total. */
const fineJob = async (number: string, loanId: number, amount: number): Promise<number> =>
  many.transaction().execute(async (trx: Tx) => {
    const locked = await lockMemberForLoan(trx, number);
    if (!locked) throw new Error('no member');
    const fine = { memberId: locked.id, libraryId: kota.id, loanId, kind: 'fine' as const, amount, note: null };
    return chargeUpTo(trx, ctx(), fine);
  });

/** What must hold whatever happened. */
async function expectSound(number: string): Promise<void> {
  const { balance, owed, data } = await viewCharges(ctx(), number, { limit: 200 });
  const sum = data.reduce((total, line) => total + line.amount, 0);
  expect(balance).toBe(sum);
  expect(owed.reduce((total, line) => total + line.left, 0)).toBe(Math.max(0, balance));
  const credit = data.filter((line) => line.amount < 0).reduce((total, line) => total + line.left, 0);
  expect(credit).toBe(Math.max(0, -balance));
  for (const line of data) expect(line.left).toBeGreaterThanOrEqual(0);
}

test('two desks take the same debt at once: it is paid once', async () => {
  const number = await member();
  await recordCharge(ctx(), number, { kind: 'fine', amount: 5_000 });
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, async () => outcome(payCharges(ctx(), number, { amount: 5_000, method: 'cash' }))),
  );
  expect(count(outcomes, 'done')).toBe(1);
  expect(count(outcomes, 'charges.nothing_owed')).toBe(19);
  await expectSound(number);
});

test('the same payment sent twenty times at once is one payment with one receipt', async () => {
  const number = await member();
  await recordCharge(ctx(), number, { kind: 'fine', amount: 50_000 });
  const pay = async () => payCharges(ctx(), number, { amount: 5_000, method: 'cash', clientKey: 'sekali-saja' });
  const receipts = await Promise.all(Array.from({ length: 20 }, pay));
  expect(new Set(receipts.map((receipt) => receipt.number)).size).toBe(1);
  expect((await viewCharges(ctx(), number)).balance).toBe(45_000);
});

test('payments against waivers of the same charge: never more comes off than is owed', async () => {
  const number = await member();
  const { id } = await recordCharge(ctx(), number, { kind: 'damage', amount: 10_000 });
  const outcomes = await Promise.all(
    Array.from({ length: 10 }, (_, n) => [
      outcome(payCharges(ctx(), number, { amount: 3_000, method: 'cash' })),
      outcome(waiveCharge(ctx(), id, { amount: 2_000, reason: `Alasan ${n}` })),
    ]).flat(),
  );
  expect(count(outcomes, 'done')).toBeGreaterThan(0);
  expect((await viewCharges(ctx(), number)).balance).toBeGreaterThanOrEqual(0);
  await expectSound(number);
});

test('payments against a fine job that runs twice: the fine is booked once, and what is paid is paid', async () => {
  const number = await member();
  const loanId = await makeLoan(t.ctx(), { memberNumber: number, libraryId: kota.id });
  await fineJob(number, loanId, 1_000);
  const outcomes = await Promise.all([
    ...Array.from({ length: 8 }, async () => fineJob(number, loanId, 4_000).then(() => 'done')),
    ...Array.from({ length: 8 }, async () => outcome(payCharges(ctx(), number, { amount: 1_000, method: 'cash' }))),
  ]);
  const paid = count(outcomes.slice(8), 'done');
  const { balance, data } = await viewCharges(ctx(), number);
  expect(data.filter((line) => line.kind === 'fine').map((line) => line.amount)).toEqual([3_000, 1_000]);
  expect(balance).toBe(4_000 - paid * 1_000);
  await expectSound(number);
});

test('receipts taken by many desks at once are numbered without a gap', async () => {
  const numbers = await Promise.all(Array.from({ length: 10 }, member));
  await Promise.all(numbers.map(async (number) => recordCharge(ctx(), number, { kind: 'other', amount: 5_000 })));
  const receipts = await Promise.all(
    numbers.flatMap((number) => [1, 2].map(async () => payCharges(ctx(), number, { amount: 1_000, method: 'cash' }))),
  );
  const taken = receipts.map((receipt) => Number(receipt.number.slice(-5))).toSorted((a, b) => a - b);
  expect(taken.map((seq) => seq - (taken[0] ?? 0))).toEqual(Array.from({ length: 20 }, (_, index) => index));
});

test('a day is closed while desks are taking money: what came before is in it, the rest in the next day, nothing is lost', async () => {
  const library = await makeLibrary(t.ctx(), 'GDG', 'Perpustakaan Gedog');
  const desk = { ...ctx(), libraryId: library.id };
  const numbers = await Promise.all(Array.from({ length: 12 }, member));
  await Promise.all(numbers.map(async (number) => recordCharge(desk, number, { kind: 'other', amount: 1_000 })));
  const today = { libraryId: library.id, day: '2026-11-25' };
  const pay = async (number: string) => payCharges(desk, number, { amount: 1_000, method: 'cash' });
  const [first = [], closing] = await Promise.all([
    Promise.all(numbers.map(pay)),
    closeCashDay(desk, today, { counted: 0, deposited: 0, note: 'belum dihitung' }),
  ]);
  expect(await viewCashDay(desk, today)).toEqual(closing);
  const next = await viewCashDay(desk, { ...today, day: '2026-11-26' });
  expect(closing.lines.length + next.lines.length).toBe(first.length);
});

/** The credit from the paid line once reached the newer line before that one was corrected itself. */
const PAID_THEN_RAISED_THEN_TAKEN_OFF = [
  { what: 'fine' as const, amount: 1, paidToo: false },
  { what: 'pay' as const, amount: 1, paidToo: false },
  { what: 'fine' as const, amount: 2, paidToo: false },
  { what: 'cancel' as const, amount: 1, paidToo: true },
];

test('whatever is done in whatever order, the balance is the sum and nothing is given out twice', async () => {
  const act = fc.record({
    what: fc.constantFrom('charge', 'fine', 'pay', 'waive', 'cancel', 'refund', 'void'),
    amount: fc.integer({ min: 1, max: 20_000 }),
    paidToo: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 14 }), async (acts) => {
      const number = await member();
      const loanId = await makeLoan(t.ctx(), { memberNumber: number, libraryId: kota.id });
      for (const { what, amount, paidToo } of acts) {
        const { balance, owed, data } = await viewCharges(ctx(), number, { limit: 200 });
        const payments = data.filter(({ kind, voidedById }) => kind === 'payment' && voidedById === null);
        const work = {
          charge: async () => recordCharge(ctx(), number, { kind: 'damage', amount }),
          fine: async () => fineJob(number, loanId, amount),
          pay: async () =>
            payCharges(ctx(), number, { amount: Math.min(amount, Math.max(1, balance)), method: 'cash' }),
          waive: async () => waiveCharge(ctx(), owed[0]?.id ?? 0, { reason: 'uji' }),
          cancel: async () =>
            many.transaction().execute(async (trx) => cancelCharges(trx, ctx(), { loanId, paidToo, note: null })),
          refund: async () =>
            refundCredit(ctx(), number, { amount: Math.max(1, -balance), method: 'cash', reason: 'uji' }),
          void: async () => voidPayment(ctx(), payments[amount % payments.length]?.id ?? 0, { reason: 'uji' }),
        }[what];
        await outcome(work());
        await expectSound(number);
      }
    }),
    { numRuns: 25, examples: [[PAID_THEN_RAISED_THEN_TAKEN_OFF]] },
  );
}, 60_000);
