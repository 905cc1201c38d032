import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { outcome } from '../../../../../tests/support/outcome.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { openDb, poolConfig, type Db } from '#platform/database/db';
import type { Library } from '#modules/ground/libraries';
import { checkIn, checkOut, renewLoan } from '../index.ts';
import { makeCopy, makeLibrary, makeMember } from '../testing.ts';

const t = useTestDb();
/** Fifty real connections. */
let many: Db;
let kota: Library;
beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  many = openDb(poolConfig(t.address, 50)).db;
});
afterAll(async () => many.destroy());

const ctx = () => ({ ...t.ctx(), db: many, libraryId: kota.id });
const tally = (outcomes: string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const one of outcomes) counts[one] = (counts[one] ?? 0) + 1;
  return counts;
};
const member = async (number: string, category = 'lembaga') =>
  makeMember(t.ctx(), {
    fullName: `Anggota ${number}`,
    number,
    homeLibrary: 'KOTA',
    category,
    contacts: category === 'lembaga' ? [{ name: 'Narahubung' }] : [],
  });
const copy = async (barcode: string) => makeCopy(t.ctx(), { title: 'Bumi Manusia', barcode, libraryId: kota.id });

test('fifty desks lend one copy to fifty members at once: one loan, forty-nine clean refusals', async () => {
  const itemBarcode = await copy('SATU');
  const members = [];
  for (let n = 0; n < 50; n++) members.push(await member(`M${n}`));
  const outcomes = await Promise.all(
    members.map(async (memberNumber) => outcome(checkOut(ctx(), { memberNumber, itemBarcode }))),
  );
  expect(tally(outcomes)).toEqual({ done: 1, 'circulation.on_loan_to_other': 49 });
  const loans = await t.db
    .selectFrom('loan')
    .innerJoin('item', 'item.id', 'loan.itemId')
    .select('loan.id')
    .where('barcode', '=', itemBarcode)
    .execute();
  expect(loans).toHaveLength(1);
});

test('the same scan sent fifty times at once is one loan', async () => {
  const [memberNumber, itemBarcode] = [await member('GANDA'), await copy('GANDA')];
  const outcomes = await Promise.all(
    Array.from({ length: 50 }, async () => outcome(checkOut(ctx(), { memberNumber, itemBarcode }))),
  );
  expect(tally(outcomes)).toEqual({ done: 1, 'circulation.on_loan_to_member': 49 });
});

test('a member with a limit of two never gets a third, however many desks lend at once', async () => {
  const memberNumber = await member('BATAS', 'pelajar');
  const copies = [];
  for (let n = 0; n < 20; n++) copies.push(await copy(`BATAS-${n}`));
  const outcomes = await Promise.all(
    copies.map(async (itemBarcode) => outcome(checkOut(ctx(), { memberNumber, itemBarcode }))),
  );
  expect(tally(outcomes)).toEqual({ done: 2, 'circulation.limit_reached': 18 });
});

test('lending, taking back and renewing the same books at once neither deadlocks nor breaks anything', async () => {
  const members = [await member('R1'), await member('R2'), await member('R3')];
  const copies = [await copy('R-1'), await copy('R-2'), await copy('R-3')];
  const allowed =
    /^(done|circulation\.(on_loan_to_other|on_loan_to_member|not_on_loan|renewals_exhausted|loan_not_.*))$/;
  const work: Promise<string>[] = [];
  for (let round = 0; round < 20; round++) {
    for (const [i, itemBarcode] of copies.entries()) {
      const memberNumber = members[(round + i) % members.length] ?? '';
      work.push(outcome(checkOut(ctx(), { memberNumber, itemBarcode })));
      work.push(outcome(checkIn(ctx(), { itemBarcode })));
      work.push(outcome(renewLoan(ctx(), { loanId: round * 3 + i + 1 })));
    }
  }
  for (const one of await Promise.all(work)) expect(one).toMatch(allowed);
  const odd = await t.db
    .selectFrom('item')
    .leftJoin('loan', (join) => join.onRef('loan.itemId', '=', 'item.id').on('loan.status', '=', 'open'))
    .select(['item.barcode', 'item.onLoan', 'loan.id'])
    .where(sql<boolean>`item.on_loan <> (loan.id is not null)`)
    .execute();
  expect(odd).toEqual([]);
});

test('the database itself refuses a second open loan of a copy', async () => {
  const [memberNumber, itemBarcode] = [await member('INDEKS'), await copy('INDEKS')];
  const { loan } = await checkOut(ctx(), { memberNumber, itemBarcode });
  const client = new pg.Client({ host: t.address.socketDir, user: 'lumbung', database: t.address.database });
  await client.connect();
  const twice = client.query(
    `insert into loan (item_id, member_id, library_id, loaned_at, due_at, terms, loaned_by)
     select item_id, member_id, library_id, loaned_at, due_at, terms, loaned_by from loan where id = $1`,
    [loan.id],
  );
  await expect(twice).rejects.toMatchObject({ constraint: 'loan_one_open_per_item' });
  await client.end();
});
