import { fold, foldedKey } from '../text/fold.ts';

/** Numbers as they are written in words on volumes, Indonesian and English. */
const WORDS: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ['satu', 'kesatu', 'pertama', 'one', 'first'],
    ['dua', 'kedua', 'two', 'second'],
    ['tiga', 'ketiga', 'three', 'third'],
    ['empat', 'keempat', 'four', 'fourth'],
    ['lima', 'kelima', 'five', 'fifth'],
    ['enam', 'keenam', 'six', 'sixth'],
    ['tujuh', 'ketujuh', 'seven', 'seventh'],
    ['delapan', 'kedelapan', 'eight', 'eighth'],
    ['sembilan', 'kesembilan', 'nine', 'ninth'],
    ['sepuluh', 'kesepuluh', 'ten', 'tenth'],
  ].flatMap((names, i) => names.map((name) => [name, String(i + 1)])),
);
const ROMAN = /^(?=[ivxlc])(?:c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})$/;
const ROMAN_VALUES: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50, c: 100 };

function romanValue(text: string): number {
  const values = [...text].map((letter) => ROMAN_VALUES[letter] ?? 0);
  return values.reduce((sum, value, at) => sum + (value < (values[at + 1] ?? 0) ? -value : value), 0);
}

/** A number in figures, Roman figures or words, as figures ("1-3" of several volumes in one); null for any other word. */
function asNumber(token: string): string | null {
  if (/^\d/.test(token)) return token.replaceAll(/\s*[-–]\s*/g, '-').replaceAll(/(?<!\d)0+(?=\d)/g, '');
  return WORDS[token] ?? (ROMAN.test(token) ? String(romanValue(token)) : null);
}

const RANGE = String.raw`\d{1,4}(?:\s*[-–]\s*\d{1,4})?`;
/** "jilid 2", "Vol. II", "buku ke-dua" where it ends a part of the title: "buku 100 cerita" is no volume. */
const IN_TITLE = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:jilid|jld|jil|volume|vol|buku|bagian|bag|part|book|seri)\.?\s*(?:ke[\s-]*)?` +
    `(${RANGE}|[ivxlc]{1,7}|${Object.keys(WORDS).join('|')})` +
    String.raw`(?=\s*(?:$|[:;,.()/\[\]=–-]))`,
  'gu',
);

/** The volumes that a title names, as figures, and the title without them. */
export function splitVolumes(title: string): { rest: string; volumes: string[] } {
  const folded = fold(title);
  const volumes: string[] = [];
  const rest = folded.replace(IN_TITLE, (whole, number: string) => {
    const value = asNumber(number);
    if (value === null) return whole;
    volumes.push(value);
    return ' ';
  });
  return { rest: foldedKey(rest), volumes };
}

/** The numbers of a part as a record gives it (245 $n, 490 $v): "Buku 1, jilid II." → "1", "2"; without a number its words. */
export function volumesIn(text: string): string[] {
  const figures = fold(text).match(new RegExp(RANGE, 'gu')) ?? [];
  const found = [...figures, ...(figures.length > 0 ? [] : (fold(text).match(/\p{L}+/gu) ?? []))].flatMap(
    (token) => asNumber(token) ?? [],
  );
  // the "v" of "v. II" is a volume's, not five
  const numbers = found.length > 1 && /^\s*v\W/.test(fold(text)) && figures.length === 0 ? found.slice(1) : found;
  return numbers.length > 0 ? numbers : [foldedKey(text)].filter((key) => key !== '');
}

/** Do these words count something? "2", "ii", "dua"; a single letter is no number here. */
export const namesNumber = (words: readonly string[]): boolean =>
  words.some((word) => /\d/.test(word) || (word.length > 1 && asNumber(word) !== null));
