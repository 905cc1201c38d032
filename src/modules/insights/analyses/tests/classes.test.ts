import { beforeAll, describe, expect, test } from 'vitest';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { rollUp } from '#modules/ground/facts/testing';
import { placeHold } from '#modules/lending/circulation';
import { makeLibrary, makeMember, saveLoanHistory } from '#modules/lending/circulation/testing';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { viewAnalysis } from '../index.ts';

const t = useTestDb();
const year = { key: 'koleksi-kelas', from: '2026-01-01', to: '2026-11-25' };
const OLD = { acquiredOn: '2020-01-15' };

test('before there is a copy there is nothing to tell', async () => {
  expect((await viewAnalysis(t.ctx(), year)).finding).toBeNull();
});

describe('ten copies of two classes, and one without', () => {
  let kota = 0;
  let gedog = 0;
  beforeAll(async () => {
    kota = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
    gedog = (await makeLibrary(t.ctx(), 'GEDOG', 'Perpustakaan Gedog')).id;
    await makeMember(t.ctx(), { fullName: 'Siti', number: 'P1', homeLibrary: 'KOTA' });
    const { id: memberId } = await t.db.selectFrom('member').select('id').executeTakeFirstOrThrow();
    const cooking = await makeBib(t.ctx(), { title: 'Masak Sehari-hari', ddc: '641.5', year: 2016 });
    const novel = await makeBib(t.ctx(), { title: 'Laskar Pelangi', ddc: '899.221', year: 2006 });
    const plain = await makeBib(t.ctx(), { title: 'Tanpa Kelas' });
    const copy = async (bibId: number, libraryId: number, about = OLD) =>
      makeItem(t.ctx(), { bibId, libraryId, ...about });
    const cook = [await copy(cooking, kota), await copy(cooking, gedog)];
    const novels = [];
    for (let nth = 0; nth < 7; nth += 1) novels.push(await copy(novel, kota));
    // bought last year: not lent, and not unused for three years
    await copy(plain, kota, { acquiredOn: '2025-05-01' });
    // what is withdrawn is no part of the collection
    const gone = await copy(novel, kota);
    await t.db
      .updateTable('item')
      .set({ status: 'withdrawn', withdrawnAt: new Date('2026-01-01'), withdrawnReason: 'rusak' })
      .where('id', '=', gone.id)
      .execute();
    const lent = (itemId: number, bibId: number, iso: string) => {
      const loanedAt = new Date(iso);
      const returnedAt = new Date(loanedAt.getTime() + 86_400_000);
      return {
        ...{ itemId, bibId, memberId, libraryId: kota, loanedAt, dueAt: returnedAt, returnedAt },
        ...{ renewals: [], terms: {}, by: 'Siti' },
      };
    };
    const [first] = cook;
    const [old, recent] = novels;
    await t.db.transaction().execute(async (trx) =>
      saveLoanHistory(trx, t.ctx(), [
        ...Array.from({ length: 8 }, (_, nth) => lent(first?.id ?? 0, cooking, `2026-0${nth + 1}-05T09:00:00+07:00`)),
        lent(recent?.id ?? 0, novel, '2026-03-05T09:00:00+07:00'),
        // four years ago: unused for three years all the same
        lent(old?.id ?? 0, novel, '2022-03-05T09:00:00+07:00'),
      ]),
    );
    await placeHold(
      { ...t.ctx(), clock: { now: () => new Date('2026-11-20T09:00:00+07:00') } },
      { memberNumber: 'P1', bibId: cooking, pickupLibraryId: kota, override: { reason: 'uji' } },
    );
  });

  test('before the nights have counted, loans are not said to be none', async () => {
    const { tables, finding, notes } = await viewAnalysis(t.ctx(), year);
    expect(tables[0]?.rows[0]?.cells).toEqual(['800 Sastra', 7, 70, null, null, null, null, null, 6, 20]);
    expect(finding).toContain('belum dihitung');
    expect(notes.join(' ')).toContain('Riwayat pinjaman kita mulai 5 Maret 2022');
  });

  test('shares, turnover, what lies untouched, and the gap', async () => {
    await rollUp(t.ctx());
    const { tables, finding, chart, notes } = await viewAnalysis(t.ctx(), year);
    // class, copies, share, loans, holds, per copy, demand, gap, unused, age
    expect(tables[0]?.rows.map(({ cells }) => cells)).toEqual([
      ['800 Sastra', 7, 70, 1, 0, 0.1, 10, -60, 6, 20],
      ['600 Teknologi dan kesehatan', 2, 20, 8, 1, 4, 90, 70, 1, 10],
      ['Tanpa kelas', 1, 10, 0, 0, 0, 0, -10, 0, 7],
    ]);
    expect(tables[0]?.total).toEqual(['Jumlah', 10, null, 9, 1, null, null, null, 7, null]);
    expect(finding).toBe(
      '600 Teknologi dan kesehatan paling kurang: 90% permintaan, 20% eksemplar. Tiga tahun tidak dipakai: 70% koleksi.',
    );
    expect(chart?.series.map(({ name, values }) => [name, ...values])).toEqual([
      ['800 Sastra', 7, 1],
      ['600 Teknologi dan kesehatan', 2, 9],
      ['Tanpa kelas', 1, 0],
    ]);
    expect(notes.join(' ')).toContain('Riwayat pinjaman kita mulai 5 Maret 2022');
    expect(tables[0]?.rows[1]?.href).toContain('/staf/laporan/peminjaman-kelas?dalam=6&dari=2026-01-01');
  });

  test('a library alone: its copies, its loans; of little demand nothing is compared', async () => {
    const ctx = t.ctx({ grants: [{ libraryId: gedog, permissions: ['reports.read'] }] });
    const { tables, finding, chart } = await viewAnalysis(ctx, year);
    expect(tables[0]?.rows.map(({ cells }) => cells.slice(0, 5))).toEqual([
      ['600 Teknologi dan kesehatan', 1, 100, 0, 0],
    ]);
    expect(finding).toContain('terlalu sedikit untuk dibandingkan');
    expect(chart).toBeNull();
  });
});
