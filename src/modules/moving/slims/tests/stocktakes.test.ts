import { beforeAll, describe, expect, test } from 'vitest';
import {
  getStocktake,
  listStocktakeCopies,
  listStocktakes,
  notFoundPdf,
  stocktakeMinutesPdf,
  undoResult,
} from '#modules/stock/stocktake';
import { explainSaid } from '#modules/moving/runs';
import { useMovingHouse } from '../../../../../tests/support/moving-house.ts';
import { copy, loanDump, type Row } from './loan-dump.ts';
import { fatesOf, type Moved } from './run-migration.ts';

const { t, settleIn, move } = useMovingHouse();
const stocktake = (id: number, name: string, more: Row = {}): Row => ({
  ...{ stock_take_id: id, stock_take_name: name, start_date: '2025-06-01 08:00:00', end_date: '2025-06-30 16:00:00' },
  ...{ init_user: 'Ibu Petugas', total_item_stock_taked: 5, total_item_lost: 1, total_item_exists: 2 },
  ...{ total_item_loan: 1, is_active: 0, ...more },
});
const counted = (of: number, id: number, code: string | null, status: string | null): Row => ({
  ...{ stock_take_id: of, item_id: id, item_code: code, title: 'Judul', status, checked_by: 'Rahasia' },
});
const ITEMS = [copy(1, 'B-01'), copy(2, 'B-02 '), copy(3, 'b-03'), copy(4, 'B-04'), copy(5, 'B-05'), copy(6, 'B-06')];
const STOCKTAKES = [
  stocktake(1, '<b>Cacah</b> \u00002025', { init_user: 'Ibu \u0000Petugas' }),
  stocktake(2, '', { start_date: '0000-00-00 00:00:00', end_date: null, init_user: '', total_item_lost: 'banyak' }),
  stocktake(3, 'Berjalan', { is_active: 1, end_date: null }),
  stocktake(1, 'Nomor sama'),
  stocktake(4, 'x'.repeat(200_000), { start_date: '9999-12-31 00:00:00', end_date: '2024-01-01 10:00:00' }),
];
const COUNTED = [
  counted(1, 1, 'b-01', 'e'),
  counted(1, 2, 'B-02', 'm'),
  counted(1, 3, 'B-03 ', 'l'),
  counted(1, 4, 'B-04', 'u'),
  counted(1, 5, 'B-05', ''),
  counted(1, 99, 'B-01', 'm'),
  counted(1, 98, 'DIHAPUS', 'e'),
  counted(1, 97, null, 'e'),
  counted(3, 6, 'B-06', 'e'),
  counted(9, 6, 'B-06', 'e'),
];
const dump = loanDump({ item: ITEMS, stock_take: STOCKTAKES, stock_take_item: COUNTED });
const said = ({ said: all }: Moved): string[] =>
  all.flatMap((one) =>
    one.table.startsWith('stock_take') ? [`${one.key} ${one.fate}: ${explainSaid(one, 'en')}`] : [],
  );
const all = async () => (await listStocktakes(t.ctx(), { limit: 50 })).data.toSorted((a, b) => a.id - b.id);

let moved: Moved;
beforeAll(async () => {
  t.clock.set('2026-11-25T10:00:00+07:00');
  await settleIn();
  const trial = await move(dump, { dryRun: true });
  expect(await all()).toEqual([]);
  moved = await move(dump);
  expect([said(trial), fatesOf(trial, 'stock_take_item')]).toEqual([said(moved), fatesOf(moved, 'stock_take_item')]);
});

describe('stocktakes that were finished', () => {
  test('every row is accounted for, and nobody who counted is named', () => {
    expect([fatesOf(moved, 'stock_take'), fatesOf(moved, 'stock_take_item')]).toEqual([
      [5, 3, 0, 2, 0],
      [10, 5, 1, 4, 0],
    ]);
    expect(said(moved)).toEqual([
      'stock_take_id=3 refused: This stocktake is still running in SLiMS; finish it there, or start a new one here',
      'stock_take_id=1 refused: A row before this one has the same number',
      'stock_take_id=2 told: Its beginning or its end makes no sense; it has that of the other, or today',
      'stock_take_id=4 told: Its beginning or its end makes no sense; it has that of the other, or today',
      'stock_take_id=1 item_id=99 merged: The same copy stands in this stocktake twice',
      ...['stock_take_id=1 item_id=98', 'stock_take_id=1 item_id=97'].map(
        (key) => `${key} refused: The copy is not there any more: deleted, left behind, or its barcode has changed`,
      ),
      ...['stock_take_id=3 item_id=6', 'stock_take_id=9 item_id=6'].map(
        (key) => `${key} refused: Its stocktake is not in this dump, or did not come`,
      ),
    ]);
    expect(moved.said.every((one) => explainSaid(one, 'id') !== one.code)).toBe(true);
    expect(JSON.stringify(moved.said)).not.toContain('Rahasia');
  });

  test('it is closed on its days, with what it found of each copy', async () => {
    const [first] = await all();
    if (!first) throw new Error('the stocktake came');
    expect(first).toMatchObject({
      ...{ name: 'Cacah 2025', status: 'approved', startedBy: 'Ibu Petugas', endedBy: 'SLiMS', minutesNumber: null },
      startedAt: new Date('2025-06-01T08:00:00+07:00'),
      endedAt: new Date('2025-06-30T16:00:00+07:00'),
      brought: { from: 'SLiMS', expected: 5, found: 2, notFound: 1, lent: 1 },
    });
    const copies = await listStocktakeCopies(t.ctx(), first.id, { limit: 50 });
    expect(copies.map(({ barcode, state }) => `${barcode} ${state}`).toSorted()).toEqual([
      ...['B-01 found', 'B-02 not_found', 'B-04 elsewhere', 'B-05 not_found', 'b-03 lent'],
    ]);
    expect(await getStocktake(t.ctx(), first.id)).toMatchObject({
      expected: 5,
      counts: { found: 1, not_found: 2, lent: 1, elsewhere: 1, found_again: 0, misplaced: 0, lent_on_shelf: 0 },
    });
  });

  test('one without a name, days or figures has what can be said of it', async () => {
    const [, second, third] = await all();
    expect(second).toMatchObject({ name: 'Inventarisasi 2', startedBy: 'SLiMS', brought: { notFound: null } });
    expect(second?.startedAt).toEqual(second?.endedAt);
    expect(third?.name).toHaveLength(120);
    expect(third?.startedAt).toEqual(new Date('2024-01-01T10:00:00+07:00'));
  });

  test('no copy is changed by it, there is nothing to undo, and no minutes of this house', async () => {
    const statuses = await t.db.selectFrom('item').select('status').distinct().execute();
    expect(statuses).toEqual([{ status: 'available' }]);
    const id = (await all())[0]?.id ?? 0;
    const config = { root: process.cwd() };
    await expect(stocktakeMinutesPdf(t.ctx(), config, id)).rejects.toMatchObject({ code: 'stocktake.brought' });
    await expect(undoResult(t.ctx(), id, 'B-02')).rejects.toMatchObject({ code: 'stocktake.result_not_found' });
    expect((await notFoundPdf(t.ctx(), config, id)).body.length).toBeGreaterThan(1000);
  });
});

describe('a week later', () => {
  test('nothing comes twice; one that was finished since comes with its copies', async () => {
    const before = await all();
    const again = await move(dump);
    expect([fatesOf(again, 'stock_take'), fatesOf(again, 'stock_take_item')]).toEqual([
      [5, 0, 0, 2, 3],
      [10, 0, 1, 4, 5],
    ]);
    expect(await all()).toEqual(before);
    const finished = STOCKTAKES.map((row) => (row.stock_take_id === 3 ? stocktake(3, 'Selesai') : row));
    const later = await move(loanDump({ item: ITEMS, stock_take: finished, stock_take_item: COUNTED }));
    expect([fatesOf(later, 'stock_take'), fatesOf(later, 'stock_take_item')]).toEqual([
      [5, 1, 0, 1, 3],
      [10, 1, 1, 3, 5],
    ]);
    expect((await all()).map(({ name }) => name.slice(0, 20))).toContain('Selesai');
  });

  test('a run that was ended in the middle goes on as if it had been one', async () => {
    const many = Array.from({ length: 2500 }, (_, i) => copy(1000 + i, `Z-${i}`));
    const whole = loanDump({
      item: many,
      stock_take: [stocktake(50, 'Besar')],
      stock_take_item: many.map((_, i) => counted(50, 1000 + i, `z-${i}`, i % 2 === 0 ? 'e' : 'm')),
    });
    await expect(move(whole, {}, ['stock_take_item', 1000])).rejects.toThrow();
    const rest = await move(whole);
    const [rows, carried = 0, merged, refused, known = 0] = fatesOf(rest, 'stock_take_item');
    expect([rows, carried + known, merged, refused, fatesOf(rest, 'stock_take')]).toEqual([
      ...[2500, 2500, 0, 0],
      [1, 0, 0, 0, 1],
    ]);
    expect(known).toBe(1000);
    const big = (await all()).find(({ name }) => name === 'Besar');
    expect((await getStocktake(t.ctx(), big?.id ?? 0)).counts).toMatchObject({ found: 1250, not_found: 1250 });
  });
});
