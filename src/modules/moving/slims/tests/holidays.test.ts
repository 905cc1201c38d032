import { beforeAll, describe, expect, test } from 'vitest';
import {
  addClosedDay,
  calendarOf,
  createLibrary,
  getLibrary,
  isOpenOn,
  listClosedDays,
  removeClosedDay,
} from '#modules/ground/libraries';
import { checkOut } from '#modules/lending/circulation';
import { explainSaid } from '#modules/moving/runs';
import { copy, loanDump, type Row } from './loan-dump.ts';
import { useMovingHouse } from '../../../../../tests/support/moving-house.ts';
import { fatesOf, type Moved } from './run-migration.ts';

const { t, settleIn, move } = useMovingHouse();
let libraryId: number;
let moved: Moved;

const shut = (id: number, day: string, date: string | null, description: string | null = null): Row => ({
  ...{ holiday_id: id, holiday_dayname: day, holiday_date: date, description },
});
/** Closed days of every kind that libraries have; what becomes of each stands in the test. */
const DAYS = [
  shut(1, 'sun', null),
  shut(2, 'Sun', null),
  shut(3, 'Mon', '2026-08-17', 'Hari <b>Kemerdekaan</b> RI'),
  shut(4, 'Mon', '2026-12-25', 'Natal'),
  shut(5, 'Fri', '2026-12-25', 'Hari Natal'),
  shut(6, 'Mon', '2009-06-01', 'Tes Libur'),
  shut(7, 'Thu', '0000-00-00', 'Entah'),
  shut(8, 'wed', null),
  shut(9, 'minggu?', null),
  shut(10, 'Tue', '2026-05-00', 'Separuh'),
  shut(11, 'Thu', '2026-01-01', 'Tahun baru'),
  shut(12, 'Fri', '9999-12-31', 'Akhir zaman'),
  shut(3, 'Tue', '2026-12-01', 'Nomor sama'),
  shut(13, 'Sun', '2026-12-06', 'x'.repeat(200_000)),
  shut(14, 'Mon', '2026-12-07'),
];
const dump = loanDump({ holiday: DAYS, item: [copy(30, 'X-0030'), copy(31, 'X-0031')] });
const saidOf = (key: number): string[] =>
  moved.said.flatMap((one) =>
    one.table === 'holiday' && one.key === `holiday_id=${key}` ? [`${one.fate}: ${explainSaid(one, 'en')}`] : [],
  );
const closedAt = async (library: number) =>
  (await listClosedDays(t.ctx(), { libraryId: library })).data.filter((day) => day.libraryId === library);

beforeAll(async () => {
  t.clock.set('2026-11-25T10:00:00+07:00');
  libraryId = await settleIn();
  const network = { libraryId: null, type: 'nasional' as const, yearly: true };
  await addClosedDay(t.ctx(), { ...network, dateFrom: '2020-01-01', dateTo: '2020-01-01', reason: 'Tahun Baru' });
  const trial = await move(dump, { dryRun: true });
  expect(await closedAt(libraryId)).toEqual([]);
  moved = await move(dump);
  expect(fatesOf(trial, 'holiday')).toEqual(fatesOf(moved, 'holiday'));
  expect(trial.said.filter(({ table }) => table === 'holiday')).toEqual(
    moved.said.filter(({ table }) => table === 'holiday'),
  );
});

describe('a library with opening hours', () => {
  test('every row is accounted for', () => {
    expect(fatesOf(moved, 'holiday')).toEqual([15, 4, 4, 7, 0]);
  });

  test('is closed on the dates that SLiMS has, whatever weekday stands there', async () => {
    const days = (await closedAt(libraryId)).map(({ dateFrom, dateTo, reason, source }) => [
      ...[dateFrom, dateTo, reason.slice(0, 30)],
      source,
    ]);
    expect(days).toEqual([
      ['2026-08-17', '2026-08-17', 'Hari Kemerdekaan RI', 'SLiMS'],
      ['2026-12-06', '2026-12-06', 'x'.repeat(30), 'SLiMS'],
      ['2026-12-07', '2026-12-07', 'Libur', 'SLiMS'],
      ['2026-12-25', '2026-12-25', 'Natal', 'SLiMS'],
    ]);
  });

  test('keeps its hours: where SLiMS closes on a day on which it opens, somebody has to look', async () => {
    const { openingHours } = await getLibrary(t.ctx(), libraryId);
    expect(openingHours.map(({ weekday }) => weekday)).toEqual([1, 2, 3, 4, 5]);
    expect(saidOf(1)).toEqual(['merged: The library is closed on that day here already']);
    expect(saidOf(8)).toEqual([
      'refused: By its opening hours the library is open on that day here; they were not changed, please have a look',
    ]);
  });

  test('what did not come is said', () => {
    expect(saidOf(2)).toEqual(['merged: The same day written twice; one with number 1']);
    expect(saidOf(3)).toEqual(['refused: A row before this one has the same number']);
    expect(saidOf(5)).toEqual(['merged: The same day written twice; one with number 4']);
    expect(saidOf(6)).toEqual(['refused: A sample that SLiMS is delivered with (Tes Libur)']);
    expect([7, 10, 12].flatMap(saidOf)).toEqual(Array.from({ length: 3 }, () => 'refused: The date makes no sense'));
    expect(saidOf(9)).toEqual(['refused: There is no date, and the name of the day is not known']);
    expect(saidOf(11)).toEqual(['merged: The library is closed on that day here already']);
    expect(moved.said.every((one) => explainSaid(one, 'id') !== one.code)).toBe(true);
  });

  test('nothing is due on such a day', async () => {
    t.clock.set('2026-11-30T10:00:00+07:00');
    const { loan } = await checkOut({ ...t.ctx(), libraryId }, { memberNumber: 'M-13', itemBarcode: 'X-0030' });
    expect(loan.dueAt).toEqual(new Date('2026-12-08T23:59:59+07:00'));
  });

  test('a second run brings nothing, not even what people have taken out since', async () => {
    const [first] = await closedAt(libraryId);
    await removeClosedDay(t.ctx(), first?.id ?? 0, first?.version ?? 0);
    const before = await closedAt(libraryId);
    expect(fatesOf(await move(dump), 'holiday')).toEqual([15, 0, 3, 7, 5]);
    expect(await closedAt(libraryId)).toEqual(before);
  });
});

test('a library without opening hours is closed on the days of the week that SLiMS has', async () => {
  t.clock.set('2026-11-25T10:00:00+07:00');
  const branch = await createLibrary(t.ctx(), { code: 'DESA', name: 'Perpustakaan Desa', type: 'kelurahan' });
  const alone = await move(dump, { library: 'DESA' });
  expect(fatesOf(alone, 'holiday')).toEqual([15, 6, 3, 6, 0]);
  const weekly = (await closedAt(branch.id)).filter((day) => day.weekly);
  expect(weekly.map(({ dateFrom, reason }) => [dateFrom, reason])).toEqual([
    ['2025-01-01', 'Libur mingguan'],
    ['2025-01-05', 'Libur mingguan'],
  ]);
  const calendar = await calendarOf(t.db, branch.id, '2026-11-23', '2027-01-31');
  const open = ['2026-11-28', '2026-11-29', '2026-11-30', '2026-12-02', '2026-12-25', '2027-01-03'];
  expect(open.map((day) => isOpenOn(calendar, day))).toEqual([true, false, true, false, false, false]);
  expect(fatesOf(await move(dump, { library: 'DESA' }), 'holiday')).toEqual([15, 0, 2, 6, 7]);
});

test('what people close every week is one day, and not every year as well', async () => {
  const sundays = { libraryId, type: 'penutupan' as const, reason: 'Libur', weekly: true, dateFrom: '2026-11-01' };
  await expect(addClosedDay(t.ctx(), { ...sundays, dateTo: '2026-11-02' })).rejects.toMatchObject({
    fields: { dateTo: 'weekly_one_day' },
  });
  await expect(addClosedDay(t.ctx(), { ...sundays, dateTo: '2026-11-01', yearly: true })).rejects.toMatchObject({
    fields: { weekly: 'weekly_or_yearly' },
  });
});
