import { expect, test } from 'vitest';
import { formatRupiah, readRupiah } from './money.ts';

test.each(['25000', '25.000', 'Rp25.000', 'Rp 25.000', 'rp. 25.000', '25.000,00', '25.000,-', ' 25 000 '])(
  '"%s" is twenty-five thousand rupiah',
  (typed) => expect(readRupiah(typed)).toBe(25_000),
);

test.each(['', 'Rp', '25,5', '25.5', '25.0000', '2.50.000', '-25.000', 'dua puluh', '25 ribu', '1e5', '1'.repeat(13)])(
  '"%s" is no amount',
  (typed) => expect(readRupiah(typed)).toBeNull(),
);

test('what is shown as an amount is read as the same', () => {
  for (const amount of [0, 500, 25_000, 999_999_999_999]) expect(readRupiah(formatRupiah(amount))).toBe(amount);
});
