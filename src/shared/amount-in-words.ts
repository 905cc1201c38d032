const DIGITS = [
  '',
  'satu',
  'dua',
  'tiga',
  'empat',
  'lima',
  'enam',
  'tujuh',
  'delapan',
  'sembilan',
  'sepuluh',
  'sebelas',
];
const POWERS = [
  [1_000_000_000_000, 'triliun'],
  [1_000_000_000, 'miliar'],
  [1_000_000, 'juta'],
  [1_000, 'ribu'],
  [100, 'ratus'],
] as const;

function inWords(value: number): string {
  for (const [power, name] of POWERS) {
    if (value < power) continue;
    const count = Math.floor(value / power);
    // one hundred and one thousand are single words; from a million on it is "satu juta"
    const head = count === 1 && power <= 1_000 ? `se${name}` : `${inWords(count)} ${name}`;
    return `${head} ${inWords(value % power)}`.trim();
  }
  if (value < DIGITS.length) return DIGITS[value] ?? '';
  if (value < 20) return `${inWords(value - 10)} belas`;
  return `${inWords(Math.floor(value / 10))} puluh ${inWords(value % 10)}`.trim();
}

/**
 * An amount as receipts say it (terbilang): 21.500 → "dua puluh satu ribu lima ratus rupiah". Indonesian in either language of the
 * pages, since the receipt is a document of an Indonesian office.
 * @param amount whole rupiah, 0 or more
 */
export const amountInWords = (amount: number): string => `${amount === 0 ? 'nol' : inWords(amount)} rupiah`;
