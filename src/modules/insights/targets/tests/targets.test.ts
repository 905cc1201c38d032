import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { searchAudit } from '#modules/ground/audit';
import { makeAccount } from '#modules/ground/identity/testing';
import { rollUp } from '#modules/ground/facts/testing';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { saveVisitHistory } from '#modules/premises/visits/testing';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { listTargets, removeTarget, setTarget } from '../index.ts';

const t = useTestDb();
let kota = 0;
let gedog = 0;

/** So many guests of a library at noon of a day. */
const came = async (day: string, libraryId: number, times: number): Promise<void> => {
  const at = new Date(`${day}T12:00:00+07:00`);
  const visit = {
    libraryId,
    kind: 'guest',
    ageGroup: 'dewasa',
    via: 'door',
    at,
    countedUntil: new Date(at.getTime() + 3_600_000),
  } as const;
  await t.db.transaction().execute(async (trx) =>
    saveVisitHistory(
      trx,
      t.ctx(),
      Array.from({ length: times }, () => visit),
    ),
  );
};

beforeAll(async () => {
  kota = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
  gedog = (await makeLibrary(t.ctx(), 'GEDOG', 'Perpustakaan Gedog')).id;
  await came('2025-01-10', kota, 60);
  await came('2025-12-10', kota, 140);
  await came('2026-01-10', kota, 50);
  await came('2026-11-10', kota, 10);
  await came('2026-06-10', gedog, 30);
  await rollUp(t.ctx());
});
beforeEach(async () => {
  t.clock.set(TEST_NOW);
  await t.db.deleteFrom('target').execute();
});

const visits = { year: 2026, kind: 'visit' } as const;
const shown = async (ctx = t.ctx(), year = 2026) =>
  (await listTargets(ctx, { year })).map(({ library, done, percent, expected, by, standing }) => [
    library?.code ?? null,
    done,
    percent,
    expected,
    by,
    standing,
  ]);

test('a target stands beside the path of the year before: the library that lives in December is not behind in November', async () => {
  await setTarget(t.ctx(), { ...visits, libraryId: kota, goal: 100 });
  await setTarget(t.ctx(), { ...visits, libraryId: null, goal: 300 });
  expect(await shown()).toEqual([
    [null, 90, 30, 30, 'last_year', 'on'],
    ['KOTA', 60, 60, 30, 'last_year', 'ahead'],
  ]);
});

test('where the year before was counted too little, the days of the year are the path', async () => {
  await setTarget(t.ctx(), { ...visits, libraryId: gedog, goal: 40 });
  expect(await shown()).toEqual([['GEDOG', 30, 75, 89, 'days', 'far']]);
});

test('a library that began in autumn is not ahead all summer: its year before was none', async () => {
  const baru = (await makeLibrary(t.ctx(), 'BARU', 'Perpustakaan Baru')).id;
  await came('2025-10-01', baru, 120);
  await came('2026-02-10', baru, 20);
  await sql`delete from fact_progress`.execute(t.db);
  await rollUp(t.ctx());
  await setTarget(t.ctx(), { ...visits, libraryId: baru, goal: 200 });
  expect(await shown()).toEqual([['BARU', 20, 10, 89, 'days', 'far']]);
  await sql`delete from visit where library_id = ${baru}`.execute(t.db);
  await sql`delete from fact_progress`.execute(t.db);
  await rollUp(t.ctx());
});

test('a year that has not begun has no figures and no path; a year that is over ends at its goal', async () => {
  await setTarget(t.ctx(), { ...visits, year: 2027, libraryId: null, goal: 10 });
  await setTarget(t.ctx(), { ...visits, year: 2025, libraryId: null, goal: 400 });
  expect(await shown(t.ctx(), 2027)).toEqual([[null, null, null, null, 'days', null]]);
  expect(await shown(t.ctx(), 2025)).toEqual([[null, 200, 50, 100, 'days', 'far']]);
  t.clock.set('2027-01-01T01:00:00+07:00');
  await rollUp(t.ctx());
  // the old year has ended, of the new no day has
  expect(await shown(t.ctx(), 2027)).toEqual([[null, null, null, 0, 'days', null]]);
});

test('what nobody counts yet is no zero', async () => {
  await setTarget(t.ctx(), { year: 2026, kind: 'loan', libraryId: null, goal: 50 });
  const [loans] = await listTargets(t.ctx(), { year: 2026 });
  expect([loans?.done, loans?.percent, loans?.standing]).toEqual([null, null, null]);
});

describe('who', () => {
  test('a branch sees and sets its own; those of the network are of whoever may read all', async () => {
    await setTarget(t.ctx(), { ...visits, libraryId: null, goal: 300 });
    await setTarget(t.ctx(), { ...visits, libraryId: kota, goal: 100 });
    const branch = t.ctx({ grants: [{ libraryId: gedog, permissions: ['reports.read', 'reports.submit'] }] });
    await setTarget(branch, { ...visits, libraryId: gedog, goal: 40 });
    expect((await shown(branch)).map(([library]) => library)).toEqual(['GEDOG']);
    for (const libraryId of [null, kota])
      await expect(setTarget(branch, { ...visits, libraryId, goal: 1 })).rejects.toMatchObject({
        code: 'platform.forbidden',
      });
    const [network] = await listTargets(t.ctx(), { year: 2026 });
    await expect(removeTarget(branch, network?.id ?? 0)).rejects.toMatchObject({ code: 'platform.forbidden' });
    const reader = t.ctx({ grants: [{ libraryId: null, permissions: ['reports.read'] }] });
    expect((await listTargets(reader, { year: 2026 })).map(({ mayChange }) => mayChange)).toEqual([
      false,
      false,
      false,
    ]);
    await expect(listTargets(t.ctx({ grants: [] }), { year: 2026 })).rejects.toMatchObject({
      code: 'platform.forbidden',
    });
  });

  test('who set it, what stood there, and who took it back are in the trail', async () => {
    const siti = t.ctx({ id: (await makeAccount(t, { username: 'siti' })).id });
    const id = await setTarget(siti, { ...visits, libraryId: kota, goal: 100 });
    expect(await setTarget(siti, { ...visits, libraryId: kota, goal: 120 })).toBe(id);
    await removeTarget(siti, id);
    await expect(removeTarget(siti, id)).rejects.toMatchObject({ code: 'targets.not_found' });
    const rows = await searchAudit(t.ctx(), { entity: 'target', entityId: String(id), limit: 10 });
    expect(rows.map(({ action, before }) => [action, before])).toEqual([
      ['target.removed', { year: 2026, kind: 'visit', goal: 120 }],
      ['target.set', { goal: 100 }],
      ['target.set', null],
    ]);
  });
});

test('two who set the same at once leave one target', async () => {
  const goals = Array.from({ length: 10 }, (_, at) => at + 1);
  await Promise.all(goals.map(async (goal) => setTarget(t.ctx(), { ...visits, libraryId: null, goal })));
  const all = await listTargets(t.ctx(), { year: 2026 });
  expect(all.length).toBe(1);
  expect(goals).toContain(all[0]?.goal);
});

test.for([
  ['an unknown kind', { ...visits, kind: 'gaji', libraryId: null, goal: 1 }, 'facts.kind_unknown'],
  ['nothing to reach', { ...visits, libraryId: null, goal: 0 }, 'platform.invalid_input'],
  ['more than anybody counts', { ...visits, libraryId: null, goal: 1e15 }, 'platform.invalid_input'],
  ['a year of no calendar', { ...visits, year: 9999, libraryId: null, goal: 1 }, 'platform.invalid_input'],
  ['a library that is none', { ...visits, libraryId: 4711, goal: 1 }, 'libraries.not_found'],
] as const)('%s is refused in words', async ([, target, code]) => {
  await expect(setTarget(t.ctx(), target)).rejects.toMatchObject({ code });
});
