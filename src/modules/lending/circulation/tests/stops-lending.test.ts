import { beforeAll, expect, test } from 'vitest';
import { addBlock } from '#modules/people/members';
import { AppError } from '#platform/errors';
import type { Library } from '#modules/ground/libraries';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { checkOut, createPolicy, markLost, viewAccount } from '../index.ts';
import { makeCopy, makeLibrary, makeMember } from '../testing.ts';

const t = useTestDb();
let kota: Library;
let strict: Library;
let lenient: Library;
let made = 0;
beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  strict = await makeLibrary(t.ctx(), 'KETAT', 'Perpustakaan Ketat');
  lenient = await makeLibrary(t.ctx(), 'LONGGAR', 'Perpustakaan Longgar');
  await createPolicy(t.ctx(), { libraryId: kota.id, maxLoans: 2, lendWithOverdues: 'block' });
  await createPolicy(t.ctx(), { libraryId: strict.id, mayBorrow: false });
  await createPolicy(t.ctx(), { libraryId: lenient.id, maxLoans: 5, lendWithOverdues: 'allow', maxDebtToLend: 50_000 });
});

const at = (library: Library) => ({ ...t.ctx(), libraryId: library.id });
async function member(): Promise<string> {
  made += 1;
  return makeMember(t.ctx(), { number: `S-${made}`, fullName: 'Siti Aminah', homeLibrary: 'KOTA' });
}
async function lend(memberNumber: string, library: Library) {
  made += 1;
  const itemBarcode = `B-${made}`;
  await makeCopy(t.ctx(), { barcode: itemBarcode, title: `Buku ${made}`, libraryId: library.id });
  return checkOut(at(library), { memberNumber, itemBarcode });
}
/** What the account says, and what a loan then meets: the two are one judgement. */
async function both(memberNumber: string, library: Library): Promise<string[]> {
  const { stops } = await viewAccount(at(library), memberNumber);
  const refused = await lend(memberNumber, library).then(
    () => [],
    (error: unknown) => {
      if (!(error instanceof AppError)) throw error;
      return String(error.params.reasons).split(',');
    },
  );
  expect(refused).toEqual(stops);
  return stops;
}

test('whoever may borrow is stopped by nothing, and by the limit once it is reached', async () => {
  const number = await member();
  expect(await both(number, kota)).toEqual([]);
  expect(await both(number, kota)).toEqual([]);
  expect(await both(number, kota)).toEqual(['limit_reached']);
});

test('a card that has ended, a block, a category that does not borrow', async () => {
  const number = await member();
  expect(await both(number, strict)).toEqual(['may_not_borrow']);
  await addBlock(t.ctx(), number, { reason: 'Menunggu klarifikasi', untilDate: '' });
  expect(await both(number, kota)).toEqual(['member_blocked']);
  const ended = await member();
  await t.db.updateTable('member').set({ expiresOn: '2026-11-24' }).where('number', '=', ended).execute();
  expect(await both(ended, kota)).toEqual(['card_expired']);
});

test('overdue copies stop only where the rule says so, and debts only above its limit', async () => {
  const number = await member();
  await lend(number, lenient);
  const { loan } = await lend(number, lenient);
  t.clock.set('2027-02-01T10:00:00+07:00');
  expect(await both(number, lenient)).toEqual([]);
  expect((await viewAccount(at(kota), number)).stops).toContain('has_overdues');
  await markLost(at(lenient), { loanId: loan.id, charge: 50_001 });
  expect(await both(number, lenient)).toContain('owes_too_much');
  t.clock.set(TEST_NOW);
});
