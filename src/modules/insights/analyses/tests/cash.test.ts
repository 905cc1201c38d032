import { beforeAll, describe, expect, test } from 'vitest';
import type { Library } from '#modules/ground/libraries';
import { closeCashDay, payCharges, recordCharge, viewCashDay } from '#modules/lending/charges';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { viewAnalysis } from '../index.ts';

const t = useTestDb();
const november = { key: 'kas-dan-catatan', from: '2026-11-01', to: '2026-12-31' };

test('without money there is nothing to tell', async () => {
  expect((await viewAnalysis(t.ctx(), november)).finding).toBeNull();
});

describe('three days of money', () => {
  let kota: Library;
  beforeAll(async () => {
    kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
    await makeMember(t.ctx(), { fullName: 'Rahma', number: 'U1', homeLibrary: 'KOTA' });
    const pay = async (iso: string, amount: number, method: 'cash' | 'qris' = 'cash'): Promise<void> => {
      t.clock.set(`${iso}+07:00`);
      const desk = { ...t.ctx(), libraryId: kota.id };
      await recordCharge(desk, 'U1', { kind: 'damage', amount });
      const reference = method === 'qris' ? { reference: `QR-${amount}` } : {};
      await payCharges(desk, 'U1', { amount, method, ...reference });
    };
    const close = async (day: string, counted: number, note?: string): Promise<void> => {
      t.clock.set(`${day}T16:00:00+07:00`);
      await closeCashDay(t.ctx(), { libraryId: kota.id, day }, { counted, deposited: 4_000, ...(note && { note }) });
    };
    await pay('2026-11-19T09:00:00', 10_000);
    await pay('2026-11-19T10:00:00', 5_000, 'qris');
    await close('2026-11-19', 9_000, 'Uang kembalian kurang');
    await pay('2026-11-20T09:00:00', 7_000);
    await close('2026-11-20', 12_000);
    await pay('2026-11-23T09:00:00', 2_000);
    t.clock.set('2026-11-25T10:00:00+07:00');
    await pay('2026-11-25T10:00:00', 1_000);
  });

  test('days that differ or are not closed, and what came in; today is not told of yet', async () => {
    const { tables, finding } = await viewAnalysis(t.ctx(), november);
    const [days, kinds] = tables;
    // opening, cash, expected, counted, difference
    expect(days?.rows.map(({ cells }) => cells)).toEqual([
      ['2026-11-19', 'Perpustakaan Kota', 'berbeda', 0, 10_000, 10_000, 9_000, -1_000],
      ['2026-11-23', 'Perpustakaan Kota', 'belum ditutup', null, 2_000, null, null, null],
    ]);
    expect(days?.rows[0]?.href).toBe('/staf/kas?perpustakaan=KOTA&hari=2026-11-19');
    // payments, given back, taken back, cash, QRIS, handed in
    expect(kinds?.rows.map(({ cells }) => cells)).toEqual([['November 2026', 24_000, 0, 0, 19_000, 5_000, 8_000]]);
    expect(finding).toBe('Hari ditutup: 2. Berbeda: 1, jumlah selisih -Rp1.000. Belum ditutup: 1.');
  });

  test('it says what the page of the day says', async () => {
    const { closing, expectedCash } = await viewCashDay(t.ctx(), { libraryId: kota.id, day: '2026-11-19' });
    const { tables } = await viewAnalysis(t.ctx(), november);
    expect(tables[0]?.rows[0]?.cells.slice(-3)).toEqual([expectedCash, closing?.counted, closing?.difference]);
  });

  test('figures of money are not open to whoever reads reports', async () => {
    const reader = t.ctx({ grants: [{ libraryId: kota.id, permissions: ['reports.read'] }] });
    await expect(viewAnalysis(reader, november)).rejects.toMatchObject({ code: 'platform.forbidden' });
    const elsewhere = t.ctx({ grants: [{ libraryId: kota.id + 1000, permissions: ['cash.read'] }] });
    expect((await viewAnalysis(elsewhere, november)).finding).toBeNull();
  });
});
