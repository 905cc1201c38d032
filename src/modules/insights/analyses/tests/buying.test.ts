import { beforeAll, describe, expect, test } from 'vitest';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { checkOut, placeHold } from '#modules/lending/circulation';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { saveBudgets, saveOrder } from '#modules/stock/acquisition/testing';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { viewAnalysis, type Analysis } from '../index.ts';

const t = useTestDb();
const now = { key: 'antrean-beli', from: '2026-01-01', to: '2026-11-24' };
const rowsOf = ({ tables }: Analysis, nth: number) => tables[nth]?.rows.map(({ cells }) => cells);
let kota: Awaited<ReturnType<typeof makeLibrary>>;
const bibs: number[] = [];
const KOI = '9786020331775';

test('where nobody waits there is nothing to tell', async () => {
  expect((await viewAnalysis(t.ctx(), now)).finding).toBeNull();
});

describe('queues', () => {
  /** A title of which the copies are lent, and members 1 … n wait for it. */
  async function waitedFor(
    title: string,
    members: number,
    copy: { price?: number; acquiredOn?: string } = {},
  ): Promise<number> {
    const bibId = await makeBib(t.ctx(), { title, ...(title === 'Beternak Koi' && { isbn: KOI }) });
    const { barcode } = await makeItem(t.ctx(), { bibId, libraryId: kota.id, ...copy });
    await checkOut({ ...t.ctx(), libraryId: kota.id }, { memberNumber: `L${bibs.length}`, itemBarcode: barcode });
    for (let nth = 1; nth <= members; nth += 1)
      await placeHold(t.ctx(), { memberNumber: `P${nth}`, bibId, pickupLibraryId: kota.id });
    return bibId;
  }

  beforeAll(async () => {
    kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
    await makeLibrary(t.ctx(), 'GEDOG', 'Perpustakaan Gedog');
    for (const number of ['L0', 'L1', 'L2', ...Array.from({ length: 7 }, (_, nth) => `P${nth + 1}`)])
      await makeMember(t.ctx(), { fullName: `Pembaca ${number}`, number, homeLibrary: 'KOTA' });
    const koi = await waitedFor('Beternak Koi', 7, { price: 50_000, acquiredOn: '2020-03-01' });
    bibs.push(koi);
    // the copy that came later says the price, though only read in the house it is lent to nobody
    await makeItem(t.ctx(), {
      ...{ bibId: koi, libraryId: kota.id, itemType: 'referensi' },
      ...{ price: 60_000, acquiredOn: '2025-01-01' },
    });
    // nor is one that is gone
    const gone = await makeItem(t.ctx(), { bibId: koi, libraryId: kota.id });
    await t.db.updateTable('item').set({ status: 'missing' }).where('id', '=', gone.id).execute();
    bibs.push(await waitedFor('Masak Sehari-hari', 4));
    // three for one copy: no more than the ratio
    bibs.push(await waitedFor('Kebun di Kota', 3, { price: 40_000 }));
  });

  test('titles whose queue is too long, with copies, price and what is left out of an order', async () => {
    const analysis = await viewAnalysis(t.ctx(), now);
    expect(analysis.finding).toBe('Judul yang antreannya melewati batas: 2. Perlu dibeli: 3 eksemplar, Rp120.000.');
    expect(rowsOf(analysis, 0)).toEqual([['Beternak Koi', 7, 1, 0, 7, 2, 60_000, 'eksemplar terakhir', 120_000]]);
    expect(rowsOf(analysis, 1)).toEqual([
      ['Masak Sehari-hari', 4, 1, 0, 4, 1, null, 'belum diketahui', null, 'harga belum diketahui'],
    ]);
    expect(analysis.tables[0]?.rows[0]?.href).toBe(`/staf/katalog/${bibs[0]}`);
  });

  test('a budget is spent in order; an entered price is said to be one; what did not fit stands below with its sum', async () => {
    const analysis = await viewAnalysis(t.ctx(), { ...now, budget: 100_000, price: 30_000 });
    expect(rowsOf(analysis, 0)).toEqual([
      ['Beternak Koi', 7, 1, 0, 7, 1, 60_000, 'eksemplar terakhir', 60_000],
      ['Masak Sehari-hari', 4, 1, 0, 4, 1, 30_000, 'isian Anda', 30_000],
    ]);
    expect(analysis.tables[0]?.total?.at(-1)).toBe(90_000);
    expect(rowsOf(analysis, 1)?.map((cells) => cells.at(-1))).toEqual(['anggaran habis']);
    expect(analysis.tables[1]?.total?.slice(-2)).toEqual([60_000, null]);
    expect(analysis.finding).toContain('terbeli 2 dari 3');
  });

  test('with a ratio of ten nothing is to be bought', async () => {
    const { finding, tables } = await viewAnalysis(t.ctx(), { ...now, ratio: 10 });
    expect([finding, tables]).toEqual(['Tidak ada antrean yang melewati 10 per eksemplar.', []]);
  });

  test('copies that are on order are not ordered again', async () => {
    await t.db.transaction().execute(async (trx) => {
      const [budgetId = 0] = await saveBudgets(trx, t.ctx(), [
        { libraryId: kota.id, source: 'apbd', year: 2026, name: 'Buku', amount: 5_000_000 },
      ]);
      await saveOrder(trx, t.ctx(), {
        ...{ library: kota, supplier: 'Toko Buku', supplierAddress: '', note: '', invoice: '' },
        lines: [
          {
            line: { budgetId, isbn: KOI, title: 'Beternak Koi', copies: 2, unitPrice: 60_000, itemType: 'umum' },
            received: 0,
          },
        ],
      });
    });
    const analysis = await viewAnalysis(t.ctx(), { ...now, price: 30_000 });
    expect(rowsOf(analysis, 0)?.map(([title]) => title)).toEqual(['Masak Sehari-hari']);
  });

  test('one library alone: its queue, its copies; whoever may not open a record is led nowhere', async () => {
    expect((await viewAnalysis(t.ctx(), { ...now, library: 'GEDOG' })).finding).toBeNull();
    const reader = t.ctx({ grants: [{ libraryId: kota.id, permissions: ['reports.read'] }] });
    const analysis = await viewAnalysis(reader, { ...now, price: 30_000 });
    expect(analysis.tables[0]?.rows.map(({ href }) => href)).toEqual([undefined]);
  });

  test.for([
    ['ratio', { ratio: 0 }],
    ['budget', { budget: -1 }],
    ['budget', { budget: 1e15 }],
    ['price', { price: 1.5 }],
  ] as const)('%s that is none is refused', async ([, input]) => {
    await expect(viewAnalysis(t.ctx(), { ...now, ...input })).rejects.toMatchObject({ code: 'platform.invalid_input' });
  });
});
