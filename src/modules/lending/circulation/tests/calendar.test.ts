import { beforeAll, beforeEach, expect, test } from 'vitest';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  addClosedDay,
  addSpecialHours,
  removeClosedDay,
  removeSpecialHours,
  type Library,
} from '#modules/ground/libraries';
import { checkIn, checkOut, getLoan, listDueMoves, moveDueDates } from '../index.ts';
import type { CheckOutInput } from '../loans/check-out-item.ts';
import { makeCopy, makeLibrary, makeMember } from '../testing.ts';

const t = useTestDb();
let kota: Library;
let serial = 0;
beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
});
beforeEach(() => {
  t.clock.set(TEST_NOW);
});
const lend = async (part: Pick<CheckOutInput, 'due'> = {}) => {
  const number = await makeMember(t.ctx(), { fullName: 'Dimas Aji', number: `A${++serial}`, homeLibrary: 'KOTA' });
  const itemBarcode = await makeCopy(t.ctx(), { title: 'Bumi', barcode: `B-${++serial}`, libraryId: kota.id });
  return (await checkOut({ ...t.ctx(), libraryId: kota.id }, { memberNumber: number, itemBarcode, ...part })).loan;
};
const close = async (dateFrom: string, part: Partial<Parameters<typeof addClosedDay>[1]> = {}) =>
  addClosedDay(t.ctx(), { libraryId: null, dateFrom, dateTo: dateFrom, type: 'nasional', reason: 'Libur', ...part });

test('a closing says which running loans it concerns; they move in one go, each with its trace', async () => {
  const [one, two, back] = [await lend(), await lend(), await lend()];
  expect(await listDueMoves(t.ctx(), kota.id)).toEqual([]);
  const day = await close('2026-12-02');
  const moves = await listDueMoves(t.ctx(), kota.id);
  expect(moves.map(({ id }) => id)).toEqual([one.id, two.id, back.id]);
  expect(moves[0]).toMatchObject({ dueAt: one.dueAt, movesTo: new Date('2026-12-03T23:59:59+07:00') });
  await checkIn({ ...t.ctx(), libraryId: kota.id }, { itemBarcode: back.itemBarcode });
  const moved = await moveDueDates(t.ctx(), { libraryId: kota.id, loanIds: [one.id, back.id] });
  expect(moved.map(({ id }) => id)).toEqual([one.id]);
  expect((await getLoan(t.ctx(), one.id)).dueAt).toEqual(new Date('2026-12-03T23:59:59+07:00'));
  expect((await getLoan(t.ctx(), two.id)).dueAt).toEqual(two.dueAt);
  const trace = await t.db.selectFrom('auditEvent').selectAll().where('action', '=', 'loan.due_moved').execute();
  expect(trace).toMatchObject([{ entityId: String(one.id), libraryId: kota.id }]);
  expect((await listDueMoves(t.ctx(), null)).map(({ id }) => id)).toEqual([two.id]);
  // sent twice, nothing moves twice
  expect(await moveDueDates(t.ctx(), { libraryId: kota.id, loanIds: [one.id] })).toEqual([]);
  await removeClosedDay(t.ctx(), day.id, day.version);
});

test('a date that the desk set is shown as one, and moves only when a person says so', async () => {
  const due = { on: '2026-12-10', reason: 'Lomba' };
  const usual = await lend();
  const byHand = await lend({ due });
  const days = [await close('2026-12-10'), await close(usual.dueAt.toISOString().slice(0, 10))];
  const moves = await listDueMoves(t.ctx(), kota.id);
  expect(moves.find(({ id }) => id === byHand.id)).toMatchObject({ dueByHand: true });
  expect(moves.find(({ id }) => id === usual.id)).toMatchObject({ dueByHand: false });
  expect((await getLoan(t.ctx(), byHand.id)).dueAt).toEqual(byHand.dueAt);
  await moveDueDates(t.ctx(), { libraryId: kota.id, loanIds: [byHand.id] });
  expect(await getLoan(t.ctx(), byHand.id)).toMatchObject({
    dueAt: new Date('2026-12-11T23:59:59+07:00'),
    dueByHand: true,
  });
  for (const { id, version } of days) await removeClosedDay(t.ctx(), id, version);
});

test('it needs the right to keep the calendar', async () => {
  const clerk = t.ctx({ grants: [{ libraryId: kota.id, permissions: ['loans.read'] }] });
  await expect(listDueMoves(clerk, kota.id)).rejects.toMatchObject({ code: 'platform.forbidden' });
  await expect(moveDueDates(clerk, { libraryId: kota.id, loanIds: [1] })).rejects.toMatchObject({
    code: 'platform.forbidden',
  });
});

test('a yearly closing counts in later years; an exception opens a closed day again', async () => {
  await close('2025-12-02', { yearly: true });
  expect((await lend()).dueAt).toEqual(new Date('2026-12-03T23:59:59+07:00'));
  const opened = await addSpecialHours(t.ctx(), {
    libraryId: kota.id,
    dateFrom: '2026-12-02',
    dateTo: '2026-12-02',
    reason: 'Pekan baca',
    hours: [{ weekday: 3, opensMinute: 540, closesMinute: 720 }],
    onClosedDays: true,
  });
  expect((await lend()).dueAt).toEqual(new Date('2026-12-02T23:59:59+07:00'));
  await removeSpecialHours(t.ctx(), opened.id, opened.version);
});

test('the hours of Ramadan: what is read in the library is due when it closes then', async () => {
  await addSpecialHours(t.ctx(), {
    libraryId: null,
    dateFrom: '2026-11-20',
    dateTo: '2026-11-30',
    reason: 'Ramadan',
    hours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, opensMinute: 480, closesMinute: 840 })),
  });
  const number = await makeMember(t.ctx(), { fullName: 'Sari', number: `A${++serial}`, homeLibrary: 'KOTA' });
  const itemBarcode = await makeCopy(t.ctx(), { title: 'Peta', barcode: `B-${++serial}`, libraryId: kota.id });
  const desk = { ...t.ctx(), libraryId: kota.id };
  const { loan } = await checkOut(desk, { memberNumber: number, itemBarcode, onSite: true });
  expect(loan.dueAt).toEqual(new Date('2026-11-25T14:00:00+07:00'));
});
