import { afterAll, beforeAll, expect, test } from 'vitest';
import { outcome } from '../../../../../tests/support/outcome.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { payCharges, recordCharge, viewCharges } from '#modules/lending/charges';
import type { Library } from '#modules/ground/libraries';
import { openDb, poolConfig, type Db } from '#platform/database/db';
import { chargeRunningFines } from '../loans/charge-running-fines.ts';
import { checkIn, checkOut, createPolicy, getLoan, renewLoan } from '../index.ts';
import { makeCopy, makeLibrary, makeMember } from '../testing.ts';

const t = useTestDb();
/** Real connections, one for each desk and job. */
let many: Db;
let kota: Library;
let serial = 0;
beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  await createPolicy(t.ctx(), { libraryId: kota.id, finePerDay: 500, maxRenewals: 3, maxLoans: 50 });
  many = openDb(poolConfig(t.address, 20)).db;
});
afterAll(async () => many.destroy());

const desk = () => ({ ...t.ctx(), db: many, libraryId: kota.id });
async function lent(): Promise<{ memberNumber: string; itemBarcode: string; loanId: number }> {
  serial += 1;
  const number = `D${serial}`;
  const memberNumber = await makeMember(t.ctx(), { fullName: `Anggota ${serial}`, number, homeLibrary: 'KOTA' });
  const itemBarcode = await makeCopy(t.ctx(), { title: 'Bumi Manusia', barcode: `K-${serial}`, libraryId: kota.id });
  const { loan } = await checkOut(desk(), { memberNumber, itemBarcode });
  return { memberNumber, itemBarcode, loanId: loan.id };
}

test('payments, the fine job and a return at once: each late day is charged once, what is paid is paid, the sum is right', async () => {
  for (let round = 0; round < 8; round++) {
    t.clock.set('2026-11-25T10:00:00+07:00');
    const { memberNumber, itemBarcode } = await lent();
    await recordCharge(desk(), memberNumber, { kind: 'damage', amount: 5_000 });
    // due on Wednesday the 2nd; three open days late
    t.clock.set('2026-12-07T10:00:00+07:00');
    const pay = async () => outcome(payCharges(desk(), memberNumber, { amount: 2_000, method: 'cash' }));
    const job = async () => chargeRunningFines({ ...desk(), actor: { kind: 'system', name: 'denda' } });
    const [paid] = await Promise.all([
      Promise.all([pay(), pay(), pay()]),
      job(),
      job(),
      outcome(checkIn(desk(), { itemBarcode })),
      job(),
    ]);
    const { balance, data, owed } = await viewCharges(desk(), memberNumber, { limit: 200 });
    const total = (kind: string) =>
      data.filter((line) => line.kind === kind).reduce((sum, line) => sum + line.amount, 0);
    const payments = paid.filter((one) => one === 'done').length;
    expect(total('fine')).toBe(3 * 500);
    expect(total('payment')).toBe(-2_000 * payments);
    expect(balance).toBe(5_000 + 1_500 - 2_000 * payments);
    expect(balance).toBe(data.reduce((sum, line) => sum + line.amount, 0));
    expect(owed.reduce((sum, line) => sum + line.left, 0)).toBe(balance);
  }
});

test('a return and renewals at once: the loan is closed, and as often renewed as somebody was told', async () => {
  t.clock.set('2026-11-25T10:00:00+07:00');
  for (let round = 0; round < 15; round++) {
    const { itemBarcode, loanId } = await lent();
    const renew = async () => outcome(renewLoan(desk(), { loanId }));
    const [returned, ...renewals] = await Promise.all([outcome(checkIn(desk(), { itemBarcode })), renew(), renew()]);
    expect(returned).toBe('done');
    for (const one of renewals) expect(['done', 'circulation.loan_not_open']).toContain(one);
    const told = renewals.filter((one) => one === 'done').length;
    const loan = await getLoan(desk(), loanId);
    expect(loan).toMatchObject({ status: 'returned', renewalCount: told });
    const rows = await t.db.selectFrom('loanRenewal').select('dueAfter').where('loanId', '=', loanId).execute();
    expect(rows).toHaveLength(told);
    const item = await t.db.selectFrom('item').select('onLoan').where('barcode', '=', itemBarcode).executeTakeFirst();
    expect(item).toEqual({ onLoan: false });
  }
});
