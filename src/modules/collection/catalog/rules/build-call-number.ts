import { skipArticle } from './skip-article.ts';

/** What a call number is built from. */
export interface CallNumberParts {
  ddc: string | null;
  /** The heading as it is filed ("Toer, Pramoedya Ananta" or "Pramoedya Ananta Toer"); null = entered under title. */
  heading: string | null;
  /** The title as it is sorted: characters that the record marks as not to be filed are gone. */
  title: string;
  languages?: readonly string[];
}

/** How call numbers are built in this network. */
export interface CallNumberPolicy {
  /** How many letters of the heading. */
  headingLetters: number;
  /** How many letters of the title. */
  titleLetters: number;
  /** Prefix line per item type, e.g. `{ referensi: 'R' }`. */
  prefixes: Readonly<Record<string, string>>;
}

const letters = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[^\p{L}]/gu, '')
    .replace(/\p{M}/gu, '');

/**
 * DDC number, letters of the heading in capitals (three, mostly), first letter of the title in lower case: "813 HIR l". Without an
 * author the title gives the three letters. Names shorter than three letters are used as they are. Without a class number
 * there is no call number (null): nobody could shelve it. Source: practice of Indonesian public libraries (SK Perpusnas).
 */
export function buildCallNumber(parts: CallNumberParts, itemType: string, policy: CallNumberPolicy): string | null {
  const ddc = parts.ddc?.replace(/[/'\s]/g, '') ?? '';
  if (ddc === '') return null;
  const title = letters(skipArticle(parts.title, parts.languages));
  const heading = parts.heading === null ? title : letters(parts.heading);
  const first = (text: string, count: number): string => [...text].slice(0, count).join('');
  return [
    policy.prefixes[itemType] ?? '',
    ddc,
    first(heading, policy.headingLetters).toUpperCase(),
    first(title, policy.titleLetters).toLowerCase(),
  ]
    .filter(Boolean)
    .join(' ');
}

/**
 * A key that sorts call numbers as they stand on the shelf: prefix, class number by its decimals, letters, and volume
 * numbers by value ("jil. 2" before "jil. 10").
 */
export function callNumberSortKey(callNumber: string | null): string | null {
  const words = wordsOf(callNumber ?? '');
  const key = keyOf(words, words.findIndex(isClass));
  return key === '' ? null : key;
}

/** What is greater than everything else in a key. */
const LAST = '\uffff';

/**
 * The keys between which the call numbers from … to … stand. Beginnings will do: "5" to "59" are the classes 500 to 599, "813 HIR" goes
 * to the last book of that heading. @returns null where there is no limit
 */
export function callNumberRange(from: string | null, to: string | null): { from: string | null; to: string | null } {
  const bound = (text: string | null): string | null => {
    const words = wordsOf((text ?? '').replace(/[.\s]+$/, ''));
    const whole = words.findIndex(isClass);
    const key = keyOf(words, whole === -1 && /^\d[\dx]?$/.test(words[0] ?? '') ? 0 : whole);
    return key === '' ? null : key;
  };
  const last = bound(to);
  return { from: bound(from), to: last === null ? null : last + LAST };
}

const isClass = (word: string): boolean => /^\d[\dx]\d(\.\d+)?$|^\dx\d?(\.\d+)?$/.test(word);
const wordsOf = (callNumber: string): string[] =>
  callNumber.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '').trim().split(/\s+/);
/** @param classAt which word is the class number, that is compared by its decimals; -1 = none */
const keyOf = (words: readonly string[], classAt: number): string =>
  words.map((word, i) => (i === classAt ? word : word.replace(/\d+/g, (digits) => digits.padStart(6, '0')))).join(' ');
