import { stripNameTitles } from './person-name.ts';

/** Whom a text may name: their names as they were written, words that are theirs alone (a card number), telephone numbers in any form. */
export interface Named {
  names: readonly string[];
  words: readonly string[];
  phones?: readonly string[];
}

/** What stands where something of a person stood. */
const GONE = '…';
const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
/** Nine digits and more, however they are grouped: a telephone number, an identity number. */
const LONG_NUMBER = /\+?\d(?:[\s().-]{0,2}\d){8,}/g;
/** Shorter parts of names are words of many. */
const SHORTEST = 3;

/**
 * A text that somebody wrote, when its writer is forgotten and others still read it: without the writer's names (in any case as a whole, its
 * parts where they are written like names), e-mail addresses and long numbers, whosever they are.
 */
export const withoutPerson = (text: string, named: Named): string =>
  withoutNamed(text.replace(EMAIL, GONE).replace(LONG_NUMBER, GONE), named);

/** The same of a text that others wrote: what is somebody else's in it stays. */
export function withoutNamed(text: string, { names, words, phones = [] }: Named): string {
  let left = text;
  for (const phone of phones) left = left.replace(asNumber(phone), GONE);
  const whole = [...names, ...names.map(stripNameTitles), ...words]
    .map((word) => word.trim())
    .filter((word) => word.length >= SHORTEST);
  for (const word of longestFirst(whole)) left = left.replace(asWord(word, 'giu'), GONE);
  const parts = names
    .flatMap((name) => stripNameTitles(name).split(/[\s,]+/))
    .filter((part) => part.length >= SHORTEST);
  for (const part of longestFirst(parts)) {
    left = left.replace(asWord(part, 'gu'), GONE).replace(asWord(part.toUpperCase(), 'gu'), GONE);
  }
  return left;
}

const longestFirst = (words: readonly string[]): string[] =>
  [...new Set(words)].toSorted((a, b) => b.length - a.length);

const asWord = (word: string, flags: string): RegExp => {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replace(/\s+/g, String.raw`\s+`);
  return new RegExp(String.raw`(?<![\p{L}\p{N}])${escaped}(?![\p{L}\p{N}])`, flags);
};

/** A telephone number however it is written: with the country, with the nought before, its digits in any groups. */
function asNumber(phone: string): RegExp {
  const digits = phone.replace(/\D/g, '').replace(/^(?:62)?0?/, '');
  const grouped = [...digits].join(String.raw`[\s().-]{0,2}`);
  // of a few digits nothing is said to be theirs
  return digits.length < SHORTEST_NUMBER
    ? /(?!)/g
    : new RegExp(String.raw`(?<!\d)(?:\+?62[\s().-]{0,2}|0)?${grouped}(?!\d)`, 'g');
}
const SHORTEST_NUMBER = 6;
