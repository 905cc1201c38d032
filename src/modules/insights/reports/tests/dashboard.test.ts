import { beforeAll, expect, test } from 'vitest';
import { rollUp } from '#modules/ground/facts/testing';
import { makeLibrary, makeLoan, makeMember } from '#modules/lending/circulation/testing';
import { guestsOn, saveVisitHistory } from '#modules/premises/visits/testing';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { viewDashboard } from '../index.ts';
import { DASHBOARDS } from '../client.ts';

const t = useTestDb();
let kota = 0;
let gedog = 0;

beforeAll(async () => {
  kota = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
  gedog = (await makeLibrary(t.ctx(), 'GEDOG', 'Perpustakaan Gedog')).id;
  await makeMember(t.ctx(), { fullName: 'Sari', number: 'P1', homeLibrary: 'KOTA' });
  const came = async (day: string, libraryId: number, times: number): Promise<void> =>
    t.db.transaction().execute(async (trx) => saveVisitHistory(trx, t.ctx(), guestsOn(libraryId, day, times)));
  await came('2025-10-01', kota, 10);
  await came('2025-11-10', kota, 20);
  await came('2026-10-10', kota, 40);
  await came('2026-11-10', kota, 30);
  await came('2026-11-11', gedog, 5);
  t.clock.set('2026-11-12T09:00:00+07:00');
  await makeLoan(t.ctx(), { memberNumber: 'P1', libraryId: kota, title: 'Beternak Koi' });
  t.clock.set(TEST_NOW);
  await rollUp(t.ctx());
});

const november = { from: '2026-11-01', to: '2026-11-24' };
type Shown = Awaited<ReturnType<typeof viewDashboard>>;
const tile = ({ tiles }: Shown, kind: string) => {
  const found = tiles.find((one) => one.kind === kind);
  return found && [found.n, found.previous, found.previousChange, found.year, found.yearChange];
};

test('a sum stands beside the time before and the same days a year before', async () => {
  const shown = await viewDashboard(t.ctx(), { dashboard: 'kepala', ...november });
  expect(tile(shown, 'visit')).toEqual([35, 40, -13, 20, 75]);
  // of loans there are no data before November
  expect(tile(shown, 'loan')).toEqual([1, null, null, null, null]);
  expect(tile(shown, 'attendance')).toEqual([null, null, null, null, null]);
  expect(shown.through).toBe('2026-11-24');
});

test('a short time is drawn by days, a long one by months', async () => {
  const kinds = async (from: string) =>
    (await viewDashboard(t.ctx(), { dashboard: 'kepala', from, to: '2026-11-24' })).charts
      .filter(({ as }) => as === 'line')
      .map(({ report }) => report.query.by);
  expect(await kinds('2026-11-01')).toEqual(['day', 'day']);
  expect(await kinds('2026-01-01')).toEqual(['month', 'month']);
});

test('whoever reads one library sees that one, and is not told that what they may not see is nothing', async () => {
  const branch = t.ctx({ grants: [{ libraryId: gedog, permissions: ['reports.read'] }] });
  const shown = await viewDashboard(branch, { dashboard: 'kepala', ...november });
  expect(tile(shown, 'visit')).toEqual([5, null, null, null, null]);
  expect(tile(shown, 'loan')).toEqual([null, null, null, null, null]);
  const other = viewDashboard(branch, { dashboard: 'kepala', ...november, library: 'KOTA' });
  await expect(other).rejects.toMatchObject({ code: 'reports.not_found' });
  const none = viewDashboard(t.ctx({ grants: [] }), { dashboard: 'kota', ...november });
  await expect(none).rejects.toMatchObject({ code: 'platform.forbidden' });
});

test('of one library no chart puts it beside itself', async () => {
  const bys = (shown: Shown) => shown.charts.map(({ report }) => `${report.query.kind} ${report.query.by}`);
  expect(bys(await viewDashboard(t.ctx(), { dashboard: 'kota', ...november }))).toContain('visit library');
  const one = await viewDashboard(t.ctx(), { dashboard: 'kota', ...november, library: 'GEDOG' });
  expect(bys(one)).not.toContain('visit library');
});

test('every dashboard has sums and charts', async () => {
  for (const dashboard of DASHBOARDS) {
    const { tiles, charts } = await viewDashboard(t.ctx(), { dashboard, ...november });
    expect([tiles.length > 0, charts.length > 0], dashboard).toEqual([true, true]);
  }
});

test.for([
  ['a library that is none', { library: 'NIRWANA' }, 'reports.not_found'],
  ['a day that is none', { to: '9999-12-31' }, 'platform.invalid_input'],
  ['days in the wrong order', { to: '2026-10-01' }, 'platform.invalid_input'],
  ['more than a year', { from: '2020-01-01' }, 'platform.invalid_input'],
] as const)('%s is refused', async ([, asked, code]) => {
  await expect(viewDashboard(t.ctx(), { dashboard: 'kepala', ...november, ...asked })).rejects.toMatchObject({ code });
});
