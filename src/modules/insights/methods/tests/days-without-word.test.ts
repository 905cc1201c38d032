import { sql } from 'kysely';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { callerOf } from '../../../../../tests/support/api-caller.ts';
import { textOf } from '../../../../../tests/support/read-made.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useApi } from '../../../../../tests/support/test-api.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { addDayNote } from '#modules/ground/day-notes';
import { rollUp } from '#modules/ground/facts/testing';
import { findOddDays } from '#modules/insights/odd-days/testing';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { eachDay, isoWeekday } from '#shared/dates';
import { exportPack } from '../export-pack.ts';
import { enterValue, keepReport, viewPack, viewReport } from '../index.ts';

const t = useTestDb();
const api = useApi(t);
const call = callerOf(api);
let gedog = 0;
const ODD = '2026-11-24';
const ktak = { pack: 'ktak-2024', year: 2026 };

beforeAll(async () => {
  await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  gedog = (await makeLibrary(t.ctx(), 'GEDOG', 'Perpustakaan Gedog')).id;
  const days = [...eachDay('2026-09-01', ODD)].filter((day) => isoWeekday(day) <= 5);
  await t.db
    .insertInto('visit')
    .values(
      days.map((day) => {
        const at = new Date(`${day}T10:00:00+07:00`);
        const people = day === ODD ? 12 : 80;
        return {
          libraryId: gedog,
          kind: 'group',
          via: 'door',
          at,
          countedUntil: new Date(at.getTime() + 1000),
          women: people,
        };
      }),
    )
    .execute();
  t.clock.set('2026-11-25T10:00:00+07:00');
  await rollUp(t.ctx());
  await findOddDays(t.ctx());
});
beforeEach(async () => {
  await sql`truncate day_note, method_value`.execute(t.db);
});
const without = async (pack: string) => (await viewPack(t.ctx(), { ...ktak, pack })).daysWithoutWord;

test('a form whose figures hold an odd day says so, and one that holds no visits and loans does not', async () => {
  expect(await without('ktak-2024')).toBe(1);
  expect(await without('iplm-2025')).toBe(1);
  expect(await without('ifla-visits')).toBe(1);
  expect((await viewPack(t.ctx(), { ...ktak, year: 2025 })).daysWithoutWord).toBe(0);
  const kept = await viewPack(t.ctx({ grants: [{ libraryId: gedog, permissions: ['reports.read'] }] }), ktak);
  expect(kept.daysWithoutWord).toBe(1);
});

test('a form that takes over an index as it was counted says what is in that; the official index has no day in it', async () => {
  expect(await without('lppd-2020')).toBe(0);
  const iplm = await viewPack(t.ctx(), { ...ktak, pack: 'iplm-2025' });
  for (const { code, library, value } of iplm.inputs) {
    const about = { input: code, libraryId: library?.id ?? null, value: 1, source: 'Isian uji' };
    if (value === null) await enterValue(t.ctx(), { pack: 'iplm-2025', year: 2026, ...about });
  }
  expect(await without('lppd-2020')).toBe(1);
  const official = { input: 'lppd_iplm', libraryId: null, value: '70,10', source: 'Surat Perpusnas' };
  await enterValue(t.ctx(), { pack: 'lppd-2020', year: 2026, ...official });
  expect(await without('lppd-2020')).toBe(0);
});

test('where somebody entered the value, no day of that library is in it', async () => {
  const entered = { input: 'visits', libraryId: gedog, value: 4800, source: 'Buku tamu kertas' };
  await enterValue(t.ctx(), { ...ktak, ...entered });
  expect(await without('ktak-2024')).toBe(0);
  await keepReport(t.ctx(), ktak);
});

test('is not handed in without a word, unless somebody says so; then it remembers how many days had none', async () => {
  const refused = await refusal(keepReport(t.ctx(), ktak));
  expect([refused.code, refused.status, refused.params]).toEqual(['methods.days_without_word', 409, { count: 1 }]);
  const id = await keepReport(t.ctx(), { ...ktak, withoutWords: true });
  await addDayNote(t.ctx(), { libraryId: gedog, day: ODD, text: 'Pintu rusak' });
  expect((await viewReport(t.ctx(), id)).daysWithoutWord).toBe(1);
  const explained = await keepReport(t.ctx(), ktak);
  expect((await viewReport(t.ctx(), explained)).daysWithoutWord).toBe(0);
});

test('a report that was kept before anybody looked says neither none nor some', async () => {
  const id = await keepReport(t.ctx(), { ...ktak, withoutWords: true });
  await sql`update method_report set result = result - 'daysWithoutWord' where id = ${id}`.execute(t.db);
  expect((await viewReport(t.ctx(), id)).daysWithoutWord).toBeNull();
});

test('the table says it below its figures', async () => {
  const table = async () => textOf(exportPack(t.ctx(), { ...ktak, format: 'csv' }));
  expect(await table()).toContain('1 hari tak biasa belum diberi keterangan');
  await addDayNote(t.ctx(), { libraryId: null, day: ODD, text: 'Pawai' });
  expect(await table()).not.toContain('tak biasa');
});

test('a program is refused in words, and keeps it all the same when it says so', async () => {
  const keep = async (payload: object) => call('POST', '/method-packs/ktak-2024/reports', { payload });
  expect(await keep({ year: 2026 })).toMatchObject({
    status: 409,
    body: { code: 'methods.days_without_word' },
  });
  expect((await keep({ year: 2026, withoutWords: 'ya' })).status).toBe(422);
  const kept = await keep({ year: 2026, withoutWords: true });
  expect(kept.status).toBe(201);
  expect(await call('GET', `/national-reports/${kept.id}`)).toMatchObject({ body: { daysWithoutWord: 1 } });
});
