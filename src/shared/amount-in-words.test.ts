import { expect, test } from 'vitest';
import { amountInWords } from './amount-in-words.ts';

test.each([
  [0, 'nol rupiah'],
  [10, 'sepuluh rupiah'],
  [11, 'sebelas rupiah'],
  [12, 'dua belas rupiah'],
  [20, 'dua puluh rupiah'],
  [100, 'seratus rupiah'],
  [1_000, 'seribu rupiah'],
  [1_111, 'seribu seratus sebelas rupiah'],
  [21_500, 'dua puluh satu ribu lima ratus rupiah'],
  [100_000, 'seratus ribu rupiah'],
  [101_000, 'seratus satu ribu rupiah'],
  [1_000_000, 'satu juta rupiah'],
  [1_250_000, 'satu juta dua ratus lima puluh ribu rupiah'],
  [2_000_000_015, 'dua miliar lima belas rupiah'],
])('%i is "%s"', (amount, words) => {
  expect(amountInWords(amount)).toBe(words);
});
