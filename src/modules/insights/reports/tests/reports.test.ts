import { beforeAll, expect, test } from 'vitest';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { rollUp } from '#modules/ground/facts/testing';
import { makeLibrary, makeMember, saveLoanHistory } from '#modules/lending/circulation/testing';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { makeReport } from '../index.ts';

const t = useTestDb();
let kota = 0;
let gedog = 0;
const bibs: number[] = [];

beforeAll(async () => {
  kota = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
  gedog = (await makeLibrary(t.ctx(), 'GEDOG', 'Perpustakaan Gedog')).id;
  for (const [title, ddc] of [
    ['Beternak Koi', '639'],
    ['Masak Sehari-hari', '641'],
    ['Laskar Pelangi', '813'],
  ] as const)
    bibs.push(await makeBib(t.ctx(), { title, ddc }));
  for (let at = 1; at <= 12; at++)
    await makeMember(t.ctx(), { fullName: `Pembaca ${at}`, number: `P${at}`, homeLibrary: 'KOTA' });
  const members = await t.db.selectFrom('member').select('id').orderBy('id').execute();
  /** So many returned loans of a title, each by another member. */
  const lent = async (bib: number, libraryId: number, iso: string, times: number): Promise<void> => {
    const bibId = bibs[bib] ?? 0;
    const { id: itemId } = await makeItem(t.ctx(), { bibId, libraryId });
    await t.db.transaction().execute(async (trx) =>
      saveLoanHistory(
        trx,
        t.ctx(),
        members.slice(0, times).map(({ id }) => {
          const loanedAt = new Date(iso);
          const returnedAt = new Date(loanedAt.getTime() + 86_400_000);
          return {
            itemId,
            bibId,
            memberId: id,
            libraryId,
            loanedAt,
            dueAt: returnedAt,
            returnedAt,
            renewals: [],
            terms: {},
            by: 'Siti',
          };
        }),
      ),
    );
  };
  await lent(0, kota, '2025-10-06T09:00:00+07:00', 4);
  await lent(0, kota, '2026-10-05T09:00:00+07:00', 11);
  await lent(1, kota, '2026-10-05T10:00:00+07:00', 2);
  await lent(2, gedog, '2026-09-01T09:00:00+07:00', 12);
  await rollUp(t.ctx());
});

const year = { kind: 'loan', from: '2026-01-01', to: '2026-11-24' };
const rowsOf = ({ rows }: Awaited<ReturnType<typeof makeReport>>) => rows.map(({ label, n, was }) => [label, n, was]);

test('loans by class, beside the same days of the year before', async () => {
  const report = await makeReport(t.ctx(), { ...year, by: 'class', compare: 'year' });
  expect(rowsOf(report)).toEqual([
    ['Teknologi dan kesehatan', 13, 4],
    ['Sastra', 12, 0],
  ]);
  const { total, totalBefore, totalChange, byLabel, label, before } = report;
  expect({ total, totalBefore, totalChange }).toEqual({ total: 25, totalBefore: 4, totalChange: 525 });
  expect([label, byLabel, before]).toEqual(['Peminjaman', 'Kelas DDC', { from: '2025-01-01', to: '2025-11-24' }]);
});

test('behind a class stand its titles', async () => {
  const report = await makeReport(t.ctx(), { ...year, by: 'bib', within: '6', compare: 'year' });
  expect(rowsOf(report)).toEqual([
    ['Beternak Koi', 11, 4],
    ['Masak Sehari-hari', 2, 0],
  ]);
  expect([report.total, report.totalBefore]).toEqual([13, 4]);
  expect(report.rows.map(({ bibId }) => bibId)).toEqual([bibs[0], bibs[1]]);
});

test('a title that stands in another class by now is no more than all of its class: what is shown adds up', async () => {
  const bibId = bibs[0] ?? 0;
  await t.db.updateTable('bib').set({ ddc: '813.5' }).where('id', '=', bibId).execute();
  const told = async (within: string) => makeReport(t.ctx(), { ...year, by: 'bib', within });
  for (const within of ['6', '8']) {
    const { rows, total } = await told(within);
    expect(rows.reduce((sum, { n }) => sum + n, 0)).toBe(total);
  }
  expect(rowsOf(await told('8'))).toEqual([
    ['Laskar Pelangi', 12, null],
    ['Beternak Koi', 11, null],
  ]);
  await t.db.updateTable('bib').set({ ddc: '639' }).where('id', '=', bibId).execute();
});

test('months stand in their order, those without a loan with nothing, beside the month a year before', async () => {
  const report = await makeReport(t.ctx(), { ...year, from: '2026-08-01', by: 'month', compare: 'year' });
  expect(rowsOf(report)).toEqual([
    ['Agustus 2026', 0, 0],
    ['September 2026', 12, 0],
    ['Oktober 2026', 13, 4],
    ['November 2026', 0, 0],
  ]);
});

test('libraries by name, or one alone by its code', async () => {
  expect(rowsOf(await makeReport(t.ctx(), { ...year, by: 'library' }))).toEqual([
    ['Perpustakaan Kota', 13, null],
    ['Perpustakaan Gedog', 12, null],
  ]);
  const one = await makeReport(t.ctx(), { ...year, by: 'library', library: 'GEDOG' });
  expect([one.library, one.total]).toEqual(['Perpustakaan Gedog', 12]);
});

test('who borrowed is told of whole months, of fewer than ten people without a comparison', async () => {
  const report = await makeReport(t.ctx(), { ...year, from: '2026-08-15', by: 'category', compare: 'year' });
  expect(report.period).toEqual({ from: '2026-09-01', to: '2026-10-31' });
  expect(rowsOf(report)).toEqual([['Pelajar', 25, null]]);
  const days = await makeReport(t.ctx(), { ...year, from: '2026-10-02', to: '2026-10-30', by: 'category' });
  expect([days.period, days.total, days.rows]).toEqual([null, null, []]);
});

test('with a time of which there are no data nothing is compared', async () => {
  const report = await makeReport(t.ctx(), {
    ...year,
    from: '2025-01-01',
    to: '2025-12-31',
    by: 'class',
    compare: 'year',
  });
  expect([report.before, report.withoutBefore, report.totalBefore]).toEqual([null, true, null]);
  expect(rowsOf(report)).toEqual([['Teknologi dan kesehatan', 4, null]]);
});

test('days without one that is like them are compared with none, and no row is of another time', async () => {
  const report = await makeReport(t.ctx(), {
    ...{ kind: 'loan', from: '2026-11-01', to: '2026-11-24', by: 'day' },
    compare: 'previous',
  });
  expect(report.before).toEqual({ from: '2026-10-08', to: '2026-10-31' });
  const october = await makeReport(t.ctx(), {
    ...{ kind: 'loan', from: '2026-10-01', to: '2026-10-31', by: 'day' },
    compare: 'previous',
  });
  expect(october.rows).toHaveLength(31);
  expect(october.rows.at(0)).toMatchObject({ n: 0, was: 12 });
  expect(october.rows.at(-1)).toMatchObject({ key: '2026-10-31', was: null });
  const quarter = await makeReport(t.ctx(), {
    ...{ kind: 'loan', from: '2026-01-01', to: '2026-03-31', by: 'year' },
    compare: 'previous',
  });
  expect(quarter.rows.map(({ key, n, was }) => [key, n, was])).toEqual([['2026', 0, 4]]);
});

test('people are compared in whole months on both sides, which are named', async () => {
  const report = await makeReport(t.ctx(), { ...year, from: '2026-09-20', by: 'sex', compare: 'previous' });
  expect([report.period, report.before]).toEqual([
    { from: '2026-10-01', to: '2026-10-31' },
    { from: '2026-09-01', to: '2026-09-30' },
  ]);
  expect([report.total, report.totalBefore]).toEqual([13, 12]);
  const open = await makeReport(t.ctx(), { ...year, from: '2026-11-01', to: '2026-11-30', by: 'sex' });
  expect([open.period, open.total, open.withoutBefore]).toEqual([null, null, false]);
});

test('a library that has no data of then is not said to have done nothing', async () => {
  const report = await makeReport(t.ctx(), { ...year, by: 'class', compare: 'year', library: 'GEDOG' });
  expect([report.before, report.withoutBefore, report.totalBefore, report.since]).toEqual([
    null,
    true,
    null,
    '2026-09-01',
  ]);
  const months = await makeReport(t.ctx(), { ...year, by: 'month', library: 'GEDOG' });
  expect(rowsOf(months)[0]).toEqual(['September 2026', 12, null]);
});

test('where nothing was ever counted it says so', async () => {
  const report = await makeReport(t.ctx(), { kind: 'visit', from: '2026-01-01', to: '2026-11-24', by: 'month' });
  expect([report.since, report.through, report.rows]).toEqual([null, '2026-11-24', []]);
});

test('whoever may read one library reads that one, also by the back door of a comparison', async () => {
  const ctx = t.ctx({ grants: [{ libraryId: gedog, permissions: ['reports.read'] }] });
  expect(rowsOf(await makeReport(ctx, { ...year, by: 'bib', compare: 'year' }))).toEqual([
    ['Laskar Pelangi', 12, null],
  ]);
  const back = await makeReport(ctx, { ...year, from: '2026-10-01', by: 'class', compare: 'previous' });
  expect([rowsOf(back), back.total, back.totalBefore]).toEqual([[['Sastra', 0, 12]], 0, 12]);
  // another library has figures; nothing would be said to be there
  await expect(makeReport(ctx, { ...year, by: 'class', library: 'KOTA' })).rejects.toMatchObject({
    code: 'reports.not_found',
  });
  const other = t.ctx({ grants: [{ libraryId: gedog, permissions: ['loans.read'] }] });
  await expect(makeReport(other, { ...year, by: 'class' })).rejects.toMatchObject({ code: 'platform.forbidden' });
});

test.for([
  ['an unknown kind', { ...year, kind: 'gaji', by: 'month' }, 'facts.kind_unknown'],
  ['a split that is none', { ...year, by: 'member_id' }, 'reports.by_unknown'],
  ['a library that is none', { ...year, by: 'month', library: 'NIRWANA' }, 'reports.not_found'],
  ['a day that is none', { ...year, to: '2026-02-30', by: 'month' }, 'platform.invalid_input'],
  ['a class that is none', { ...year, by: 'bib', within: "6' or 1=1" }, 'platform.invalid_input'],
] as const)('%s: refused in words', async ([, query, code]) => {
  await expect(makeReport(t.ctx(), query)).rejects.toMatchObject({ code });
});
