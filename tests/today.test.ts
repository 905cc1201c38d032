import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeProgram } from '#modules/community/programs/testing';
import { sessionsToday } from '#modules/community/programs';
import { getSetting, hideFirstSteps, putOffStep } from '#modules/ground/libraries';
import { deskWithin } from '#modules/lending/circulation';
import { makeLibrary, makeLoan, makeMember } from '#modules/lending/circulation/testing';
import { joinedOn } from '#modules/people/members';
import { visitorsWithin } from '#modules/premises/visits';
import { noteBackup } from '#platform/backup/last-backup';
import { readConfig } from '#platform/config';
import type { Ctx } from '#platform/context';
import { FIRST_STEPS } from '#platform/places';
import { createMailer } from '#platform/sending/mail';
import { dayFigures } from '#web/features/circulation/today/day-figures.server.ts';
import { firstStepsNews, viewFirstSteps } from '#web/features/libraries/parts/steps.server.ts';
import { workLines } from '#web/features/circulation/today/work-lines.server.ts';
import type { WaitingLine } from '#web/kit/frame/staff/waiting.server.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const dataDir = mkdtempSync(join(tmpdir(), 'lumbung-langkah-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
let kota: number;
const WEEK = 7 * 86_400_000;
/** Wednesday, 10.00 in Blitar. */
const NOW = new Date('2026-11-25T03:00:00Z');
const at = (time: Date, ...permissions: string[]): Ctx => ({
  ...t.ctx({ grants: [{ libraryId: kota, permissions }] }),
  clock: { now: () => time },
});
const whole = (time: Date): Ctx => ({ ...t.ctx(), clock: { now: () => time } });

beforeAll(async () => {
  const ctx = t.ctx();
  kota = (await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota')).id;
  await makeMember(ctx, { fullName: 'Sari Dewi', number: '1', homeLibrary: 'KOTA', joinedOn: '2026-11-11' });
});

test('a programme of today stands on the first page with its time, for who opens its door', async () => {
  const session = (startsAt: string, endsAt: string) => ({
    ...{ title: 'Dongeng', format: 'talk' as const, startsAt: new Date(startsAt), endsAt: new Date(endsAt) },
  });
  const { id } = await makeProgram(whole(NOW), kota, {
    program: { title: 'Dongeng Sore' },
    sessions: [
      // 00.30 and 23.00 of the same day in Blitar, and the day after
      session('2026-11-24T17:30:00Z', '2026-11-24T18:00:00Z'),
      session('2026-11-25T16:00:00Z', '2026-11-25T16:30:00Z'),
      session('2026-11-25T17:00:00Z', '2026-11-25T18:00:00Z'),
    ],
  });
  const today = await sessionsToday(at(NOW, 'programs.attendance'));
  expect(today.map(({ programId, startsAt }) => [programId, startsAt.toISOString()])).toEqual([
    [id, '2026-11-24T17:30:00.000Z'],
    [id, '2026-11-25T16:00:00.000Z'],
  ]);
  expect(await sessionsToday(at(NOW, 'programs.manage'))).toHaveLength(2);
  expect(await sessionsToday(at(NOW, 'loans.read', 'reports.read'))).toEqual([]);
});

test('figures of today stand beside the same time of the same weekdays; too few days are not compared', async () => {
  const before = [4, 3, 2, 1].map((weeks) => new Date(NOW.getTime() - weeks * WEEK));
  const few = await dayFigures(at(NOW, 'loans.read'), kota);
  expect(few.figures.map(({ name, today, usual }) => [name, today, usual])).toEqual([
    ['pinjam', 0, null],
    ['kembali', 0, null],
  ]);
  expect(few.finding).toBeNull();
  await t.db
    .insertInto('visit')
    .values(
      before.flatMap((day) =>
        // four of them in the morning, which count, and two in the afternoon, which do not yet
        [-2, -1.5, -1, -0.5, 2, 3].map((hours) => {
          const when = new Date(day.getTime() + hours * 3_600_000);
          return {
            libraryId: kota,
            kind: 'guest',
            via: 'door',
            at: when,
            countedUntil: new Date(when.getTime() + 1000),
          };
        }),
      ),
    )
    .execute();
  await makeLoan({ ...whole(NOW), libraryId: kota }, { memberNumber: '1', libraryId: kota });
  const told = await dayFigures(at(new Date(NOW.getTime() + 1000), 'reports.read', 'loans.read', 'members.read'), kota);
  expect(told.figures.map(({ name, today, before: days, usual }) => [name, today, days, usual])).toEqual([
    ['kunjungan', 0, [4, 4, 4, 4], 4],
    ['pinjam', 1, [0, 0, 0, 0], 0],
    ['kembali', 0, [0, 0, 0, 0], 0],
    ['anggota baru', 0, [0, 0, 1, 0], 0],
  ]);
  expect(told.finding).toBe('quieter');
  expect(told.figures[0]?.words).toBe('kunjungan, Rabu ini sampai sekarang 0; biasanya 4. Sebelumnya: 4, 4, 4, 4.');
  // Sunday: the library is closed
  expect((await dayFigures(at(new Date('2026-11-29T03:00:00Z'), 'loans.read'), kota)).closed).toBe(true);
});

test('each figure is told to who may know it', async () => {
  const spans = [{ from: new Date(0), to: NOW }];
  const stranger = at(NOW, 'catalog.read');
  await expect(deskWithin(stranger, kota, spans)).rejects.toMatchObject({ code: 'platform.forbidden' });
  await expect(visitorsWithin(stranger, kota, spans)).rejects.toMatchObject({ code: 'platform.forbidden' });
  await expect(joinedOn(stranger, kota, ['2026-11-11'])).rejects.toMatchObject({ code: 'platform.forbidden' });
  expect((await dayFigures(stranger, kota)).figures).toEqual([]);
  expect(await joinedOn(at(NOW, 'members.read'), kota, ['2026-11-11', '2026-11-12'])).toEqual([1, 0]);
});

test('what is past its time comes first, by its time; the rest stays in the order of the map', () => {
  const line = (href: string, more: Partial<WaitingLine>): WaitingLine => ({
    ...{ count: 1, since: null, place: { href, at: 'desk/cash', label: () => href, words: [] } },
    waits: { may: 'cash.close', says: () => href, does: () => 'Lihat', count: async () => Promise.resolve(NONE) },
    ...more,
  });
  const NONE = { count: 0, since: null };
  const day = (days: number): Date => new Date(NOW.getTime() + days * 86_400_000);
  const lines = workLines(
    [
      line('/a', { since: day(-3) }),
      line('/besok', { due: day(1) }),
      line('/kemarin', { due: day(-1) }),
      line('/lama', { due: day(-9) }),
      line('/tengah-malam', { due: new Date('2026-11-25T17:00:00Z') }),
    ],
    { zone: 'Asia/Jakarta', now: NOW, locale: 'id' },
  );
  expect(lines.map(({ href, urgent, when }) => [href, urgent, when])).toEqual([
    ['/lama', true, '9 hari'],
    ['/kemarin', true, 'kemarin'],
    ['/tengah-malam', true, 'hari ini'],
    ['/a', false, '3 hari'],
    ['/besok', false, 'besok'],
  ]);
  expect(lines.find(({ href }) => href === '/a')?.detail).toBe('Yang paling lama sejak Minggu, 22 November.');
});

test('a first step is done by what is there; what is put off is not asked for, and nobody is led who does not want it', async () => {
  const services = { config: readConfig({ DATA_DIR: dataDir }), mailer: createMailer(null, '') };
  const ctx = t.ctx();
  const state = async (): Promise<Record<string, string>> =>
    Object.fromEntries((await viewFirstSteps(ctx, services)).steps.map(({ key, state: is }) => [key, is]));
  expect(await state()).toMatchObject({
    hours: 'done',
    member: 'done',
    holidays: 'now',
    import: 'todo',
    backup: 'todo',
  });
  await putOffStep(ctx, 'holidays', true);
  await putOffStep(ctx, 'import', true);
  expect(await state()).toMatchObject({ holidays: 'later', import: 'later' });
  expect(await firstStepsNews(ctx, services)).toMatchObject({ done: 3, total: 9, next: 'Kartu dan label' });
  await noteBackup(dataDir, { at: NOW, file: 'cadangan.tar.gz' });
  expect(await state()).toMatchObject({ backup: 'done', printing: 'now' });
  expect(
    await firstStepsNews(t.ctx({ grants: [{ libraryId: kota, permissions: ['settings.manage'] }] }), services),
  ).toBeNull();
  await hideFirstSteps(ctx, true);
  expect(await firstStepsNews(ctx, services)).toBeNull();
});

test('steps that are put off, taken up and hidden at once are all as they were wanted', async () => {
  const kept = async () => getSetting(t.db, 'firstSteps');
  await Promise.all([...FIRST_STEPS.map(async (key) => putOffStep(t.ctx(), key, true)), hideFirstSteps(t.ctx(), true)]);
  expect((await kept()).later.toSorted()).toEqual(FIRST_STEPS.toSorted());
  expect((await kept()).hidden).toBe(true);
  await Promise.all([
    ...FIRST_STEPS.map(async (key) => putOffStep(t.ctx(), key, false)),
    hideFirstSteps(t.ctx(), false),
  ]);
  expect(await kept()).toEqual({ later: [], hidden: false });
  const local = t.ctx({ grants: [{ libraryId: kota, permissions: ['settings.manage'] }] });
  await expect(putOffStep(local, 'mail', true)).rejects.toMatchObject({ code: 'platform.forbidden' });
  await expect(hideFirstSteps(local, true)).rejects.toMatchObject({ code: 'platform.forbidden' });
});

test('a first step leads nowhere for who may not go there', async () => {
  const services = { config: readConfig({ DATA_DIR: dataDir }), mailer: createMailer(null, '') };
  const settings = t.ctx({ grants: [{ libraryId: null, permissions: ['settings.manage', 'members.edit'] }] });
  const goes = (await viewFirstSteps(settings, services)).steps.map(({ key, goes: to }) => [key, to?.href ?? null]);
  expect(Object.fromEntries(goes)).toMatchObject({ member: '/staf/anggota/baru', book: null, colleagues: null });
});
