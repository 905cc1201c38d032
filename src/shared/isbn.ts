/** ISBN (ISO 2108): ten or thirteen characters, the last a check digit. */

/** What is between the noise: digits and a final X, hyphens and blanks removed, anything after the number dropped. */
export const cleanIsbn = (text: string): string => {
  const match = /(?<![\d-])(?:97[89][\s\u2010-\u2015-]*)?(?:\d[\s\u2010-\u2015-]*){9}[\dXx](?!\d)/.exec(text);
  return (match?.[0] ?? '').replace(/[^\dXx]/g, '').toUpperCase();
};

export const isValidIsbn10 = (isbn: string): boolean => {
  if (!/^\d{9}[\dX]$/.test(isbn)) return false;
  const sum = [...isbn].reduce((total, char, i) => total + (10 - i) * (char === 'X' ? 10 : Number(char)), 0);
  return sum % 11 === 0;
};

const isbn13CheckDigit = (first12: string): string => {
  const sum = [...first12].reduce((total, char, i) => total + Number(char) * (i % 2 === 0 ? 1 : 3), 0);
  return String((10 - (sum % 10)) % 10);
};

export const isValidIsbn13 = (isbn: string): boolean =>
  /^97[89]\d{10}$/.test(isbn) && isbn13CheckDigit(isbn.slice(0, 12)) === isbn.charAt(12);

/** The ISBN-13 of a valid ISBN-10 (without hyphens). */
export const isbn10To13 = (isbn10: string): string => {
  const first12 = `978${isbn10.slice(0, 9)}`;
  return first12 + isbn13CheckDigit(first12);
};

/** The ISBN-10 of a valid ISBN-13, under which books before 2007 are known; null where there is none (979). */
export const isbn13To10 = (isbn13: string): string | null => {
  if (!isValidIsbn13(isbn13) || !isbn13.startsWith('978')) return null;
  const first9 = isbn13.slice(3, 12);
  const sum = [...first9].reduce((total, digit, i) => total + (10 - i) * Number(digit), 0);
  const check = (11 - (sum % 11)) % 11;
  return first9 + (check === 10 ? 'X' : String(check));
};

/** The 13 digits of the valid ISBN in a text ("602-8519-93-9 (jil. 1)"), or null. */
export const normaliseIsbn = (text: string): string | null => {
  const isbn = cleanIsbn(text);
  if (isValidIsbn13(isbn)) return isbn;
  return isValidIsbn10(isbn) ? isbn10To13(isbn) : null;
};

/** Was it given out in Indonesia (978-602, -623, -634, -979)? */
export const isIndonesianIsbn = (isbn13: string): boolean => /^978(?:602|623|634|979)/.test(isbn13);

/**
 * Registrant ranges of the Indonesian groups: [first, last] registrant element, whose length is its number of digits.
 * Source: International ISBN Agency, RangeMessage. Numbers outside are not yet assigned and are not hyphenated.
 */
const INDONESIAN_GROUPS: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  '602': [
    ['00', '06'],
    ['0700', '1399'],
    ['14000', '14999'],
    ['1500', '1699'],
    ['17000', '19999'],
    ['200', '499'],
    ['50000', '53999'],
    ['5400', '5999'],
    ['60000', '61999'],
    ['6200', '6999'],
    ['70000', '74999'],
    ['7500', '9499'],
    ['95000', '99999'],
  ],
  '623': [
    ['00', '10'],
    ['110', '524'],
    ['5250', '8799'],
    ['88000', '99999'],
  ],
  '634': [
    ['00', '05'],
    ['200', '349'],
    ['7000', '7999'],
    ['96000', '99999'],
  ],
  '979': [
    ['000', '099'],
    ['1000', '1499'],
    ['15000', '19999'],
    ['20', '29'],
    ['3000', '3999'],
    ['400', '799'],
    ['8000', '9499'],
    ['95000', '99999'],
  ],
};

/** An ISBN-13 as people write it: hyphenated for the Indonesian groups (978-602, -623, -634, -979), else as it is. */
export const formatIsbn13 = (isbn13: string): string => {
  const group = isbn13.slice(3, 6);
  const rest = isbn13.slice(6, 12);
  const ranges = isbn13.startsWith('978') ? INDONESIAN_GROUPS[group] : undefined;
  for (const [first, last] of ranges ?? []) {
    const registrant = rest.slice(0, first.length);
    if (registrant >= first && registrant <= last) {
      return `978-${group}-${registrant}-${rest.slice(first.length)}-${isbn13.charAt(12)}`;
    }
  }
  return isbn13;
};
