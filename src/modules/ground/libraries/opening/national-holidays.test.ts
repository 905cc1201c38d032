import { beforeEach, expect, test } from 'vitest';
import { holdRow } from '../../../../../tests/support/held-row.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { addNationalHolidays, calendarOf, createLibrary, offeredHolidays, removeNationalHolidays } from '../index.ts';
import { addClosedDay, listClosedDays, updateClosedDay } from './edit-closed-days.ts';

const t = useTestDb();
const all = async (year: number) =>
  (await listClosedDays(t.ctx(), { from: `${year}-01-01`, to: `${year}-12-31`, limit: 1000 })).data;
beforeEach(async () => {
  await t.db.deleteFrom('closedDay').execute();
});

test('the holidays of a year are entered at once, and a second press enters none', async () => {
  expect(await addNationalHolidays(t.ctx(), { year: 2026 })).toEqual({ count: 17 });
  expect(await addNationalHolidays(t.ctx(), { year: 2026 })).toEqual({ count: 0 });
  const days = await all(2026);
  expect(days).toHaveLength(17);
  expect(
    days.every(({ type, source, libraryId }) => type === 'nasional' && source !== null && libraryId === null),
  ).toBe(true);
  const { id } = await createLibrary(t.ctx(), { code: 'LIBUR', name: 'Perpustakaan Libur', type: 'cabang' });
  expect((await calendarOf(t.db, id, '2026-01-01', '2026-12-31')).closed.get('2026-03-21')?.reason).toBe(
    'Idulfitri 1447 Hijriah',
  );
  expect((await offeredHolidays(t.ctx(), 2026)).days.filter(({ there }) => !there)).toHaveLength(8);
  expect(await addNationalHolidays(t.ctx(), { year: 2026, jointLeave: true })).toEqual({ count: 8 });
  const trace = t.db.selectFrom('auditEvent').select('id').where('action', '=', 'closed_day.added');
  expect((await trace.execute()).length).toBeGreaterThanOrEqual(25);
});

test('a day on which the network is closed already stays as it was entered', async () => {
  const christmas = { libraryId: null, dateFrom: '2026-12-24', dateTo: '2026-12-26', type: 'penutupan' as const };
  await addClosedDay(t.ctx(), { ...christmas, reason: 'Libur akhir tahun' });
  const yearly = { libraryId: null, dateFrom: '2020-08-17', dateTo: '2020-08-17', type: 'nasional' as const };
  await addClosedDay(t.ctx(), { ...yearly, reason: 'Kemerdekaan', yearly: true });
  expect(await addNationalHolidays(t.ctx(), { year: 2026 })).toEqual({ count: 15 });
});

test('they are taken back as easily; what somebody changed or entered by hand stays', async () => {
  await addNationalHolidays(t.ctx(), { year: 2026, jointLeave: true });
  const own = { libraryId: null, dateFrom: '2026-04-01', dateTo: '2026-04-01', type: 'daerah' as const };
  await addClosedDay(t.ctx(), { ...own, reason: 'Hari jadi kota' });
  const [first] = await all(2026);
  if (!first) throw new Error('nothing was entered');
  await updateClosedDay(t.ctx(), first.id, first.version, { reason: 'Tahun baru, buka siang' });
  expect(await removeNationalHolidays(t.ctx(), { year: 2026 })).toEqual({ count: 24 });
  expect((await all(2026)).map(({ reason }) => reason)).toEqual(['Tahun baru, buka siang', 'Hari jadi kota']);
});

test('two who press at once enter them once', async () => {
  const [one, other] = await Promise.all([
    addNationalHolidays(t.ctx(), { year: 2027 }),
    addNationalHolidays(t.ctx(), { year: 2027 }),
  ]);
  expect(one.count + other.count).toBe(8);
  expect(await all(2027)).toHaveLength(8);
});

test('a day that somebody changes while the others are taken back is theirs, and stays', async () => {
  await addNationalHolidays(t.ctx(), { year: 2027 });
  const [first] = await all(2027);
  if (!first) throw new Error('nothing was entered');
  const held = await holdRow(t, 'closed_day', first.id);
  const changed = updateClosedDay(t.ctx(), first.id, first.version, { reason: 'Tahun baru, buka siang' });
  await held.waitedFor(1);
  const taken = removeNationalHolidays(t.ctx(), { year: 2027 });
  await held.waitedFor(2);
  await held.letGo();
  await changed;
  expect(await taken).toEqual({ count: 7 });
  expect((await all(2027)).map(({ reason }) => reason)).toEqual(['Tahun baru, buka siang']);
});

test('taking back is offered only where something would go: a day that was closed by hand is nobody else’s', async () => {
  const newYear = { libraryId: null, dateFrom: '2027-01-01', dateTo: '2027-01-01', type: 'penutupan' as const };
  await addClosedDay(t.ctx(), { ...newYear, reason: 'Pindahan' });
  const offered = async () =>
    (await offeredHolidays(t.ctx(), 2027)).days
      .slice(0, 2)
      .map(({ there, entered }): [boolean, boolean] => [there, entered]);
  expect(await offered()).toEqual([
    [true, false],
    [false, false],
  ]);
  await addNationalHolidays(t.ctx(), { year: 2027 });
  expect(await offered()).toEqual([
    [true, false],
    [true, true],
  ]);
});

test('only who manages the whole network enters them, and only for years that can be', async () => {
  const { id } = await createLibrary(t.ctx(), { code: 'SATU', name: 'Satu', type: 'cabang' });
  const local = t.ctx({ grants: [{ libraryId: id, permissions: ['libraries.manage'] }] });
  await expect(addNationalHolidays(local, { year: 2026 })).rejects.toMatchObject({ code: 'platform.forbidden' });
  await expect(removeNationalHolidays(local, { year: 2026 })).rejects.toMatchObject({ code: 'platform.forbidden' });
  for (const year of [0, 1999, 2101, 2026.5, Number.NaN, 1e15]) {
    await expect(addNationalHolidays(t.ctx(), { year })).rejects.toMatchObject({ code: 'platform.invalid_input' });
  }
});
