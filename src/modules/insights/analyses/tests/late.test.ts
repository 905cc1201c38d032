import { beforeAll, describe, expect, test } from 'vitest';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { makeLibrary, makeMember, saveLoanHistory } from '#modules/lending/circulation/testing';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { viewAnalysis } from '../index.ts';

const t = useTestDb();
const autumn = { key: 'terlambat-kembali', from: '2026-06-01', to: '2026-12-31' };
let gedog = 0;

test('where nothing was due there is nothing to tell', async () => {
  expect((await viewAnalysis(t.ctx(), autumn)).finding).toBeNull();
});

describe('loans that were due', () => {
  beforeAll(async () => {
    const kota = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
    gedog = (await makeLibrary(t.ctx(), 'GEDOG', 'Perpustakaan Gedog')).id;
    await makeMember(t.ctx(), { fullName: 'Siti', number: 'P1', homeLibrary: 'KOTA' });
    const { id: memberId } = await t.db.selectFrom('member').select('id').executeTakeFirstOrThrow();
    const bibId = await makeBib(t.ctx(), { title: 'Beternak Koi' });
    /** Due at the end of that day in Blitar, back at that instant. */
    const loan = async (libraryId: number, due: string, back: string | null) => {
      const { id: itemId } = await makeItem(t.ctx(), { bibId, libraryId });
      const dueAt = new Date(`${due}T23:59:59+07:00`);
      return {
        ...{ itemId, bibId, memberId, libraryId, dueAt },
        loanedAt: new Date(dueAt.getTime() - 14 * 86_400_000),
        returnedAt: back === null ? null : new Date(`${back}+07:00`),
        ...{ renewals: [], terms: {}, by: 'Siti' },
      };
    };
    const past = [
      await loan(kota, '2026-06-30', '2026-06-30T15:00:00'),
      // a quarter past midnight is the next day, and late
      await loan(kota, '2026-06-30', '2026-07-01T00:15:00'),
      await loan(kota, '2026-07-01', '2026-07-08T09:00:00'),
      await loan(kota, '2026-07-01', '2026-07-09T09:00:00'),
      await loan(kota, '2026-07-01', '2026-08-01T09:00:00'),
      await loan(kota, '2026-07-01', '2026-10-01T09:00:00'),
      await loan(gedog, '2026-10-01', null),
      await loan(gedog, '2026-10-02', null),
      // not due yet
      await loan(kota, '2026-12-01', null),
      // before the time that is asked for
      await loan(kota, '2026-05-31', '2026-05-31T10:00:00'),
    ];
    await t.db.transaction().execute(async (trx) => saveLoanHistory(trx, t.ctx(), past));
    const lost = past[7];
    await t.db
      .updateTable('loan')
      .set({ status: 'lost', lostAt: new Date('2026-11-01T09:00:00+07:00') })
      .where('itemId', '=', lost?.itemId ?? 0)
      .execute();
  });

  test('by month: in time, within a week, a month, a quarter, later, not back, lost', async () => {
    const { tables, finding, chart } = await viewAnalysis(t.ctx(), autumn);
    const [months, places] = tables;
    expect(months?.rows.map(({ cells }) => cells)).toEqual([
      ['Juni 2026', 2, 1, 1, 0, 0, 0, 0, 0, 50],
      ['Juli 2026', 4, 0, 1, 1, 1, 1, 0, 0, 0],
      ['Oktober 2026', 2, 0, 0, 0, 0, 0, 1, 1, 0],
    ]);
    expect(months?.total).toEqual(['Jumlah', 8, 1, 2, 1, 1, 1, 1, 1, 13]);
    expect(places?.rows.map(({ cells }) => cells.slice(0, 2))).toEqual([
      ['Perpustakaan Kota', 6],
      ['Perpustakaan Gedog', 2],
    ]);
    expect(places?.rows.map(({ href }) => href)).toEqual([undefined, '/staf/terlambat?perpustakaan=GEDOG']);
    expect(finding).toBe(
      'Tepat waktu 13% dari 8 pinjaman yang jatuh tempo; terlambat lalu kembali 63%; belum kembali 1, hilang 1.',
    );
    expect(chart?.series.map(({ values }) => values[2])).toEqual([0, 0, 0, 0, 0, 2]);
  });

  test('whoever may read one library reads that one, and is led to no list that is closed to them', async () => {
    const ctx = t.ctx({ grants: [{ libraryId: gedog, permissions: ['reports.read'] }] });
    const { tables } = await viewAnalysis(ctx, autumn);
    expect(tables).toHaveLength(1);
    expect(tables[0]?.total?.slice(0, 2)).toEqual(['Jumlah', 2]);
    expect(tables[0]?.rows.map(({ href }) => href)).toEqual([undefined]);
  });
});
