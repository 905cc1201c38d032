import { beforeAll, beforeEach, expect, test } from 'vitest';
import { addClosedDay, updateLibrary } from '#modules/ground/libraries';
import { systemCtx } from '#platform/context';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { checkIn, checkOut, markLost, renewLoan } from '../index.ts';
import { remindLoans } from '../loans/remind-loans.ts';
import { makeCopy, makeLibrary, makeMember } from '../testing.ts';

const t = useTestDb();
let libraryId: number;
let made = 0;

beforeAll(async () => {
  libraryId = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
});
beforeEach(async () => {
  t.clock.set('2026-11-25T10:00:00+07:00');
  await t.db.deleteFrom('notification').execute();
  await t.db
    .updateTable('loan')
    .set({ status: 'returned', returnedAt: t.clock.now() })
    .where('status', '=', 'open')
    .execute();
});

/** A book lent on Wednesday 25 November for a week: due on Wednesday 2 December. */
async function lent(category = 'umum') {
  made += 1;
  const memberNumber = await makeMember(t.ctx(), {
    fullName: `Pembaca ${made}`,
    number: `P${made}`,
    homeLibrary: 'KOTA',
    category,
  });
  const itemBarcode = await makeCopy(t.ctx(), { title: `Buku ${made}`, barcode: `B-${made}`, libraryId });
  const { loan } = await checkOut(t.ctx(), { memberNumber, itemBarcode, libraryId });
  return loan;
}
const remind = async () => remindLoans(systemCtx(t.db, t.clock, 'circulation.remind'));
const told = async () =>
  (
    await t.db.selectFrom('notification').select(['topic', 'about', 'params', 'withdrawnAt']).orderBy('id').execute()
  ).map((row) => `${row.topic}${row.withdrawnAt ? ' (taken back)' : ''}`);

test('a loan is reminded of the day before, on the day, and three times after it', async () => {
  await lent();
  for (const day of ['11-30', '12-01', '12-02', '12-03', '12-09', '12-31', '01-01']) {
    t.clock.set(`${day.startsWith('01') ? 2027 : 2026}-${day}T08:00:00+07:00`);
    await remind();
  }
  expect(await told()).toEqual(['before_due', 'due', 'overdue_1', 'overdue_2', 'overdue_3']);
});

test('however often it runs on a day, it tells once, also when two run together', async () => {
  await lent();
  t.clock.set('2026-12-01T08:00:00+07:00');
  await Promise.all([remind(), remind()]);
  t.clock.set('2026-12-01T15:00:00+07:00');
  await remind();
  expect(await told()).toEqual(['before_due']);
});

test('a book that comes back, is renewed or is booked as lost is not reminded of any more', async () => {
  const back = await lent();
  const renewed = await lent();
  const lost = await lent();
  t.clock.set('2026-12-01T08:00:00+07:00');
  expect(await remind()).toBe(3);
  await checkIn(t.ctx(), { itemBarcode: back.itemBarcode, libraryId });
  await renewLoan(t.ctx(), { loanId: renewed.id });
  await markLost(t.ctx(), { loanId: lost.id });
  expect(await told()).toEqual(Array.from({ length: 3 }, () => 'before_due (taken back)'));
  t.clock.set('2026-12-08T08:00:00+07:00');
  expect(await remind()).toBe(1);
});

test('a book that was lent by a branch which has closed since is reminded of like any other', async () => {
  const branch = await makeLibrary(t.ctx(), 'KEL-TUTUP', 'Kelurahan Tutup');
  const memberNumber = await makeMember(t.ctx(), { fullName: 'Dimas', number: 'TUTUP', homeLibrary: 'KOTA' });
  const itemBarcode = await makeCopy(t.ctx(), { title: 'Bumi Manusia', barcode: 'TUTUP-1', libraryId });
  await checkOut(t.ctx(), { memberNumber, itemBarcode, libraryId: branch.id });
  await updateLibrary(t.ctx(), branch.id, branch.version, { active: false });
  t.clock.set('2026-12-03T08:00:00+07:00');
  await remind();
  expect(await told()).toEqual(['overdue_1']);
});

test('not in the small hours', async () => {
  await lent();
  t.clock.set('2026-12-01T05:59:00+07:00');
  expect(await remind()).toBe(0);
  t.clock.set('2026-12-01T06:00:00+07:00');
  expect(await remind()).toBe(1);
});

test('while the library was closed since, nobody is told that they are late', async () => {
  await lent();
  await addClosedDay(t.ctx(), {
    libraryId,
    dateFrom: '2026-12-03',
    dateTo: '2026-12-04',
    type: 'penutupan',
    reason: 'Cat ulang',
  });
  // Thursday and Friday closed by exception, then a weekend
  for (const day of ['03', '04', '05', '06']) {
    t.clock.set(`2026-12-${day}T08:00:00+07:00`);
    await remind();
  }
  expect(await told()).toEqual([]);
  t.clock.set('2026-12-07T08:00:00+07:00');
  await remind();
  expect(await told()).toEqual(['overdue_1']);
});

test('a category at a library may have days of its own', async () => {
  await t.db
    .insertInto('noticeSchedule')
    .values((eb) => ({
      topic: 'before_due',
      libraryId,
      categoryId: eb.selectFrom('memberCategory').select('id').where('code', '=', 'guru'),
      days: 5,
    }))
    .execute();
  await lent('umum');
  await lent('guru');
  t.clock.set('2026-11-27T08:00:00+07:00');
  expect(await remind()).toBe(1);
});
