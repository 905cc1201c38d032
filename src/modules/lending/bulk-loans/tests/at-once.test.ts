import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { outcome } from '../../../../../tests/support/outcome.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { checkOut } from '#modules/lending/circulation';
import { makeCopy, makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import type { Library } from '#modules/ground/libraries';
import { lockMemberForLoan } from '#modules/people/members';
import { openDb, poolConfig, type Db } from '#platform/database/db';
import { addBox, createBulkLoan, getBulkLoan, handOver, packCopy, runningBulkLoansOf, takeBackCopy } from '../index.ts';

const t = useTestDb();
/** Real connections, one for each desk. */
let many: Db;
let kota: Library;
beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  await makeLibrary(t.ctx(), 'TBM-MAWAR', 'TBM Mawar');
  many = openDb(poolConfig(t.address, 20)).db;
});
afterAll(async () => many.destroy());

const desk = () => ({ ...t.ctx(), db: many, libraryId: kota.id });
const copy = async (barcode: string) => makeCopy(t.ctx(), { title: 'Bumi Manusia', barcode, libraryId: kota.id });
const agreed = { contactName: 'Bu Sri', startsOn: '2026-11-25', dueOn: '2026-12-23', receiverLibrary: 'TBM-MAWAR' };
async function boxes(loans: number, each: number): Promise<string[]> {
  const codes: string[] = [];
  for (let n = 0; n < loans; n++) {
    const id = await createBulkLoan(desk(), kota.id, agreed);
    for (let more = 1; more < each; more++) await addBox(desk(), id);
    codes.push(...(await getBulkLoan(desk(), id)).boxes.map((box) => box.code));
  }
  return codes;
}

test('twenty desks scan one copy into twenty boxes at once: it is in exactly one', async () => {
  const codes = await boxes(10, 2);
  for (let round = 0; round < 5; round++) {
    const itemBarcode = await copy(`SATU-${round}`);
    const outcomes = await Promise.all(codes.map(async (box) => outcome(packCopy(desk(), { box, itemBarcode }))));
    expect(outcomes.filter((one) => one === 'done')).toHaveLength(1);
    expect(new Set(outcomes)).toEqual(new Set(['done', 'bulk_loans.item_boxed']));
  }
});

test('a copy that is packed and lent at once goes one way only', async () => {
  const [box = ''] = await boxes(1, 1);
  const memberNumber = await makeMember(t.ctx(), {
    fullName: 'Dimas',
    number: 'A1',
    homeLibrary: 'KOTA',
    category: 'guru',
  });
  for (let round = 0; round < 10; round++) {
    const itemBarcode = await copy(`DUA-${round}`);
    const outcomes = await Promise.all([
      outcome(packCopy(desk(), { box, itemBarcode })),
      outcome(checkOut(desk(), { memberNumber, itemBarcode })),
    ]);
    expect(outcomes.filter((one) => one === 'done')).toHaveLength(1);
  }
});

test('a copy that two desks take back at once comes back once; boxes that two desks hand over leave once', async () => {
  const [box = ''] = await boxes(1, 1);
  const itemBarcode = await copy('TIGA');
  await packCopy(desk(), { box, itemBarcode });
  const { rows } = {
    rows: await t.db.selectFrom('bulkLoanBox').select('bulkLoanId').where('code', '=', box).execute(),
  };
  const id = rows[0]?.bulkLoanId ?? 0;
  const left = await Promise.all([outcome(handOver(desk(), id)), outcome(handOver(desk(), id))]);
  expect(left.toSorted()).toEqual(['bulk_loans.nothing_packed', 'done']);
  const back = await Promise.all(Array.from({ length: 5 }, async () => outcome(takeBackCopy(desk(), { itemBarcode }))));
  expect(back.filter((one) => one === 'done')).toHaveLength(1);
  expect(new Set(back)).toEqual(new Set(['done', 'bulk_loans.not_away']));
});

test('while an institution’s row is held, as for its clearance letter, no new agreement slips in', async () => {
  const about = { fullName: 'SDN Gedog 1', category: 'lembaga', contacts: [{ name: 'Bu Sri' }] };
  const school = await makeMember(t.ctx(), { ...about, number: 'LEMBAGA-1', homeLibrary: 'KOTA' });
  const { contactName, startsOn, dueOn } = agreed;
  const waiting = async (): Promise<number> => {
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(t.db);
    return rows[0]?.count ?? 0;
  };
  let creating: Promise<number> | undefined;
  await many.transaction().execute(async (trx) => {
    const member = await lockMemberForLoan(trx, school);
    // a desk of another process, which has a pool of its own
    creating = createBulkLoan({ ...desk(), db: t.db }, kota.id, {
      contactName,
      startsOn,
      dueOn,
      receiverMember: school,
    });
    await expect.poll(waiting).toBe(1);
    expect(await runningBulkLoansOf(trx, member?.id ?? 0)).toBe(0);
  });
  expect(await creating).toBeGreaterThan(0);
});
