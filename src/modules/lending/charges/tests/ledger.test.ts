import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import type { Tx } from '#platform/database/db';
import { makeLibrary, makeLoan, makeMember } from '#modules/lending/circulation/testing';
import type { Library } from '#modules/ground/libraries';
import {
  balanceOf,
  bringMoney,
  cancelCharges,
  charge,
  chargeUpTo,
  payCharges,
  takeBackLines,
  takeBackMoney,
} from '../index.ts';
import { owedForLoan, type NewCharge } from '../testing.ts';

const t = useTestDb();
let kota: Library;
beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
});

let made = 0;
/** A member with a running loan. */
async function borrower(): Promise<{ memberId: number; loanId: number; libraryId: number }> {
  made += 1;
  const memberNumber = await makeMember(t.ctx(), { fullName: `Siti ${made}`, number: `L${made}`, homeLibrary: 'KOTA' });
  const loanId = await makeLoan(t.ctx(), { memberNumber, libraryId: kota.id });
  const { id } = await t.db
    .selectFrom('member')
    .select('id')
    .where('number', '=', memberNumber)
    .executeTakeFirstOrThrow();
  return { memberId: id, loanId, libraryId: kota.id };
}
const within = async <T>(work: (trx: Tx) => Promise<T>): Promise<T> => t.db.transaction().execute(work);
const fine = (about: Awaited<ReturnType<typeof borrower>>, amount: number): NewCharge & { loanId: number } => ({
  ...about,
  kind: 'fine',
  amount,
  note: 'Cantik Itu Luka',
});

describe('money lines are only ever added', () => {
  test('the database refuses to change, remove or empty them, whoever asks', async () => {
    const about = await borrower();
    await within(async (trx) => charge(trx, t.ctx(), fine(about, 5_000)));
    for (const statement of [
      sql`update charge_line set amount = 1`,
      sql`update charge_line set loan_id = null, amount = 1`,
      sql`delete from charge_line`,
      sql`truncate charge_line cascade`,
      sql`truncate charge_allocation`,
    ]) {
      await expect(statement.execute(t.db)).rejects.toThrow('money lines are only ever added');
    }
    expect(await balanceOf(t.db, about.memberId)).toBe(5_000);
  });

  test('a line may only let go of its loan', async () => {
    const about = await borrower();
    await within(async (trx) => charge(trx, t.ctx(), fine(about, 5_000)));
    await sql`update charge_line set loan_id = null where member_id = ${about.memberId}`.execute(t.db);
    expect(await balanceOf(t.db, about.memberId)).toBe(5_000);
  });
});

describe('money that another system brought', () => {
  test('is given back as if it had never come; what is money of a till here is not, whoever asks for it', async () => {
    const about = await borrower();
    const { memberId, libraryId } = about;
    const old = { memberId, libraryId, loanId: null, kind: 'fine', note: null, at: t.clock.now() } as const;
    const [brought] = await within(async (trx) =>
      bringMoney(trx, t.ctx(), [{ ...old, owed: 5_000, paid: 2_000 }], 'SLiMS'),
    );
    expect([brought?.lineIds.length, await balanceOf(t.db, memberId)]).toEqual([2, 3_000]);
    await within(async (trx) => takeBackMoney(trx, t.ctx(), brought?.lineIds ?? []));
    expect(await balanceOf(t.db, memberId)).toBe(0);

    const [again] = await within(async (trx) => bringMoney(trx, t.ctx(), [{ ...old, owed: 5_000, paid: 0 }], 'SLiMS'));
    await payCharges({ ...t.ctx(), libraryId }, `L${made}`, { amount: 5_000, method: 'cash' });
    const paid = await t.db
      .selectFrom('chargeLine')
      .select('id')
      .where('memberId', '=', memberId)
      .where('method', 'is not', null)
      .executeTakeFirstOrThrow();
    for (const ids of [[paid.id], [again?.lineId ?? 0]])
      await expect(within(async (trx) => takeBackMoney(trx, t.ctx(), ids))).rejects.toThrow(
        'money lines are only ever added (charge_allocation)',
      );
    expect(await balanceOf(t.db, memberId)).toBe(0);
  });
});

describe('the charges of a loan', () => {
  test('brought to a total: what is missing is added, the same total again changes nothing, a lower one takes off', async () => {
    const about = await borrower();
    const upTo = async (amount: number) => within(async (trx) => chargeUpTo(trx, t.ctx(), fine(about, amount)));
    expect(await upTo(1_000)).toBe(1_000);
    expect(await upTo(1_000)).toBe(0);
    expect(await upTo(3_000)).toBe(2_000);
    expect(await upTo(500)).toBe(-2_500);
    expect(await upTo(500)).toBe(0);
    expect(await owedForLoan(t.db, about.loanId)).toBe(500);
    expect(await balanceOf(t.db, about.memberId)).toBe(500);
  });

  test('taken off because their cause is gone, and charged again when that was a mistake', async () => {
    const about = await borrower();
    await within(async (trx) => charge(trx, t.ctx(), { ...fine(about, 85_000), kind: 'lost_item' }));
    await within(async (trx) => charge(trx, t.ctx(), { ...fine(about, 5_000), kind: 'processing' }));
    const cancel = { loanId: about.loanId, paidToo: false, note: null };
    expect(await within(async (trx) => cancelCharges(trx, t.ctx(), { ...cancel, kinds: ['lost_item'] }))).toBe(85_000);
    expect(await owedForLoan(t.db, about.loanId)).toBe(5_000);
    const { id } = await t.db
      .selectFrom('chargeLine')
      .select('id')
      .where('kind', '=', 'correction')
      .where('loanId', '=', about.loanId)
      .executeTakeFirstOrThrow();
    await within(async (trx) => takeBackLines(trx, t.ctx(), { charges: [], corrections: [id], note: null }));
    expect(await owedForLoan(t.db, about.loanId)).toBe(90_000);
    expect(await within(async (trx) => cancelCharges(trx, t.ctx(), cancel))).toBe(90_000);
    expect(await balanceOf(t.db, about.memberId)).toBe(0);
  });
});
