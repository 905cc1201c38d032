import { isbn10To13 } from '#shared/isbn';
import { fold } from '#shared/text/fold';

/** What follows a number in its subfield: "(jil. 1)", ": Rp15.000". */
const AFTER_NUMBER = /[(:].*$/s;
const NO_SIGN = /[^\p{L}\p{N}]/gu;
const LONGEST = 60;

/**
 * A number as the index keeps it: letters and digits only, an ISBN of ten digits as one of thirteen, whether or not its check digit is right.
 * The same key for `0853-4187` and `08534187`; '' for what has no digit.
 */
export function numberKey(text: string): string {
  const key = fold(text).replace(NO_SIGN, '').slice(0, LONGEST);
  if (!/\d/.test(key)) return '';
  return /^\d{9}[\dx]$/.test(key) ? isbn10To13(key) : key;
}

/** The same for a subfield of a record, where words may follow the number. */
export const numberKeyOfField = (value: string): string => numberKey(value.replace(AFTER_NUMBER, ''));
