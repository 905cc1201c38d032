import { beforeAll, describe, expect, test } from 'vitest';
import { useApi } from '../../../../../tests/support/test-api.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { bytesOf, textOf } from '../../../../../tests/support/read-made.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { createLibrary, type Library } from '#modules/ground/libraries';
import { rollUp } from '#modules/ground/facts/testing';
import { aLibrary, aMember } from '#modules/people/members/testing';
import { countVisitors, recordCardVisit, recordGroupVisit, recordGuestVisit, visitFigures } from '../index.ts';
import { recordGateCount, saveVisitHistory } from '../testing.ts';
import { exportVisitFigures } from '../export-figures.ts';

const t = useTestDb();
const refused = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;
const api = useApi(t);
let kota: Library;
let papua: Library;

/** Six people and a class of 34 in Blitar, one in Jayapura, worked out by hand below. */
beforeAll(async () => {
  kota = await aLibrary(t.ctx());
  papua = await createLibrary(t.ctx(), {
    code: 'JAYA',
    name: 'Perpustakaan Jayapura',
    type: 'cabang',
    timeZone: 'Asia/Jayapura',
  });
  const member = await aMember(t.ctx(), {
    birthDate: '1990-01-01',
    sex: 'P',
    kelurahan: '=1+1',
    kecamatan: 'Sananwetan',
  });
  const at = (text: string): Date => new Date(`${text}+07:00`);
  const visit = { libraryId: kota.id };
  await recordCardVisit(t.ctx(), { ...visit, card: member.number, at: at('2026-11-23T09:15:00') });
  await recordCardVisit(t.ctx(), { ...visit, card: member.number, at: at('2026-11-24T09:59:00') });
  await recordGuestVisit(t.ctx(), { ...visit, ageGroup: 'anak', sex: 'L', at: at('2026-11-23T09:00:00') });
  await recordGuestVisit(t.ctx(), { ...visit, ageGroup: 'anak', purpose: 'membaca', at: at('2026-11-23T10:00:00') });
  await recordGuestVisit(t.ctx(), { ...visit, ageGroup: 'lansia', sex: 'P', at: at('2026-11-24T00:00:00') });
  await recordGuestVisit(t.ctx(), { ...visit, occupation: 'guru', at: at('2026-11-24T23:59:59') });
  const heads = { girls: 17, boys: 14, companions: 3, wheelchairs: 1 };
  await recordGroupVisit(t.ctx(), { ...visit, ...heads, purpose: 'kelas', at: at('2026-11-24T09:30:00') });
  // half past midnight of the 25th in Jayapura, still the 24th in Blitar
  await recordGuestVisit(t.ctx(), { libraryId: papua.id, sex: 'L', at: at('2026-11-24T22:30:00') });
  await recordGateCount(t.ctx(), { ...visit, gate: 'Utara', countedAt: at('2026-11-23T12:00:00'), in: 40, out: 31 });
  await recordGateCount(t.ctx(), { ...visit, gate: 'Utara', countedAt: at('2026-11-24T12:00:00'), in: 5, out: 6 });
  await recordGateCount(t.ctx(), { ...visit, gate: 'Utara', countedAt: at('2026-11-25T09:00:00'), in: 99, out: 99 });
});

const two = { from: '2026-11-23', to: '2026-11-24', step: 'day' } as const;

describe('figures of two days', () => {
  test('count single people and heads of groups, by every cut', async () => {
    const figures = await visitFigures(t.ctx(), { ...two, library: 'KOTA' });
    expect(figures).toMatchObject({ total: 40, groups: 1, left: 0, minutes: null });
    expect(figures.periods).toEqual([
      { key: '2026-11-23', people: 3 },
      { key: '2026-11-24', people: 37 },
    ]);
    const by = (cut: keyof typeof figures.by) =>
      Object.fromEntries(figures.by[cut].map(({ key, people }) => [key ?? '?', people]));
    expect(by('kind')).toEqual({ group: 34, guest: 4, member: 2 });
    expect(by('purpose')).toEqual({ kelas: 34, membaca: 1, '?': 5 });
    // who they were is told of whole months alone
    expect(figures).toMatchObject({ months: null, wheelchairs: null });
    expect([by('ageGroup'), by('sex'), by('occupation'), by('memberCategory'), by('kelurahan')]).toEqual([
      ...[{}, {}, {}, {}, {}],
    ]);
    expect(by('library')).toEqual({ KOTA: 40 });
    expect(figures.gates).toEqual([{ library: 'KOTA', gate: 'Utara', cameIn: 45, wentOut: 37 }]);
  });

  test('lie in the hour and on the weekday of the library’s clock', async () => {
    const { hours } = await visitFigures(t.ctx(), { ...two, library: 'KOTA' });
    const at = (weekday: number, hour: number) =>
      hours.find((one) => one.weekday === weekday && one.hour === hour)?.people ?? 0;
    expect([at(1, 9), at(1, 10), at(2, 0), at(2, 9), at(2, 23)]).toEqual([2, 1, 1, 35, 1]);
    expect(hours).toHaveLength(5);
  });

  test('have each library’s own days: Tuesday night in Blitar is Wednesday in Jayapura', async () => {
    expect((await visitFigures(t.ctx(), two)).total).toBe(40);
    const wednesday = await visitFigures(t.ctx(), { from: '2026-11-25', to: '2026-11-25', step: 'day' });
    expect(wednesday.by.library).toEqual([{ key: 'JAYA', people: 1 }]);
    expect(wednesday.hours).toEqual([{ weekday: 3, hour: 0, people: 1 }]);
  });

  test('are the same when they are counted of several libraries at once, with those of Saturdays', async () => {
    const open = await createLibrary(t.ctx(), { code: 'SABTU', name: 'Buka Sabtu', type: 'cabang' });
    for (const at of ['2026-11-21T10:00:00+07:00', '2026-11-23T10:00:00+07:00']) {
      await recordGuestVisit(t.ctx(), { libraryId: open.id, at: new Date(at) });
    }
    const days = { from: '2026-11-21', to: '2026-11-25' };
    const counted = await countVisitors(t.db, { libraryIds: [kota.id, open.id], ...days });
    expect(counted.get(kota.id)).toEqual({ people: 40, onSaturdays: 0 });
    expect(counted.get(open.id)).toEqual({ people: 2, onSaturdays: 1 });
  });

  test('are of days between 1900 and 2200, and of ten years at most', async () => {
    const asked = async (from: string, to: string): Promise<object> =>
      (await refusal(visitFigures(t.ctx(), { from, to, step: 'day' }))).fields;
    expect(await asked('9999-12-31', '9999-12-31')).toEqual({ from: 'day_out_of_reach', to: 'day_out_of_reach' });
    expect(await asked('1900-01-01', '2200-12-31')).toEqual({ to: 'period_too_long' });
    expect(await asked('2026-11-25', '2026-11-24')).toEqual({ to: 'before_start' });
  });

  test('go by month, quarter and year too', async () => {
    const year = { from: '2026-10-01', to: '2026-12-31', library: 'KOTA' };
    const of = async (step: 'month' | 'quarter' | 'year') =>
      (await visitFigures(t.ctx(), { ...year, step })).periods.map(({ key, people }) => `${key}: ${people}`);
    expect(await of('month')).toEqual(['2026-10: 0', '2026-11: 40', '2026-12: 0']);
    expect(await of('quarter')).toEqual(['2026-Q4: 40']);
    expect(await of('year')).toEqual(['2026: 40']);
  });
});

test('who may see the figures of one library sees no other', async () => {
  const ctx = t.ctx({ grants: [{ libraryId: papua.id, permissions: ['reports.read'] }] });
  const all = await visitFigures(ctx, { from: '2026-11-01', to: '2026-11-30', step: 'month' });
  expect(all.libraries.map(({ code }) => code)).toEqual(['JAYA']);
  expect(all.total).toBe(1);
  expect((await visitFigures(ctx, { ...two, library: 'KOTA' })).total).toBe(0);
  expect(await refused(visitFigures(t.ctx({ grants: [] }), two))).toBe('platform.forbidden');
  expect(await refused(visitFigures(t.ctx(), { ...two, to: '2026-11-01' }))).toBe('platform.invalid_input');
});

test('the table says whose figures of which time in which zone, and no cell of it is a formula', async () => {
  const csv = await textOf(exportVisitFigures(t.ctx(), { ...two, library: 'KOTA' }, 'csv'));
  const lines = csv.split('\r\n');
  expect(lines[0]).toContain('23 November 2026 sampai 24 November 2026, waktu WIB');
  expect(lines).toContain('"Pengunjung","",40');
  expect(csv).toContain('Siapa yang datang dihitung per bulan penuh yang sudah selesai');
  expect(csv).not.toContain('Jenis kelamin');
  const five = Array.from({ length: 5 }, (_, nth) => new Date(`2025-03-03T0${nth + 1}:00:00Z`));
  await t.db.transaction().execute(async (trx) =>
    saveVisitHistory(
      trx,
      t.ctx(),
      five.map((at) => ({
        ...{
          libraryId: kota.id,
          kind: 'guest',
          ageGroup: 'dewasa',
          via: 'door',
          at,
          countedUntil: new Date(at.getTime() + 1000),
        },
        ...{ kelurahan: '=1+1', kecamatan: 'Sananwetan' },
      })),
    ),
  );
  await rollUp(t.ctx());
  const march = await textOf(exportVisitFigures(t.ctx(), { from: '2025-03-01', to: '2025-03-31', step: 'day' }, 'csv'));
  expect(march).toContain(`"'=1+1",5`);
  const xlsx = await bytesOf(exportVisitFigures(t.ctx(), two, 'xlsx'));
  expect(xlsx.subarray(0, 2).toString()).toBe('PK');
});

describe('over the API', () => {
  const headers = () => ({ authorization: `Bearer ${api.token}` });

  test('a turnstile reports, again and again, and is counted once', async () => {
    const payload = { library: 'KOTA', gate: 'Selatan', countedAt: '2026-11-25T02:00:00Z', in: 7, out: 2 };
    const post = async () =>
      api.inject({ method: 'POST', url: '/api/v1/visits/gate-counts', headers: headers(), payload });
    expect([(await post()).statusCode, (await post()).statusCode]).toEqual([201, 200]);
    const other = { ...payload, in: 8 };
    const refused = await api.inject({
      method: 'POST',
      url: '/api/v1/visits/gate-counts',
      headers: headers(),
      payload: other,
    });
    expect(refused.statusCode).toBe(409);
    const anonymous = await api.inject({ method: 'POST', url: '/api/v1/visits/gate-counts', payload });
    expect(anonymous.statusCode).toBe(401);
  });

  test('a visit is recorded, repeated by its nonce, and found in the figures', async () => {
    const payload = { library: 'JAYA', kind: 'group', nonce: 'api-rombongan', women: 4, men: 2, at: TEST_NOW };
    const post = async () => api.inject({ method: 'POST', url: '/api/v1/visits', headers: headers(), payload });
    const first = await post();
    expect([first.statusCode, first.json()]).toMatchObject([201, { outcome: 'recorded', people: 6 }]);
    expect((await post()).json()).toMatchObject({ outcome: 'repeated', people: 6 });
    const answer = await api.inject({
      url: '/api/v1/visits/figures?from=2026-11-25&to=2026-11-25&library=JAYA',
      headers: headers(),
    });
    expect(answer.json()).toMatchObject({ total: 7, step: 'day', groups: 1 });
  });
});
