import { nameSpelling } from '#shared/text/old-spelling';
import { FIELD, NOT_AUTHOR } from './postings.ts';
import type { Stemmer } from '../words/stem-exceptions.ts';
import { lengthOfTitle } from '../title-length.ts';
import { wordsOf, type Word } from '../words/words.ts';

/** The searchable text of a record, field by field. */
export interface DocumentText {
  /** The title proper. */
  title: string;
  /** Subtitle and other titles. */
  titles: readonly string[];
  /** Names as printed, and the other forms that authority records know for them. */
  authors: readonly string[];
  subjects: readonly string[];
  series: readonly string[];
  publishers: readonly string[];
  /** Notes, summary, responsibility, place, words for the kind of material. */
  rest: readonly string[];
  /** Keys of numbers (number-key.ts). */
  numbers: readonly string[];
}

/** What the index keeps of a record. */
export interface DocumentTerms {
  /** Row of the index → fields in which it matches: stems, author words, and marked words (`i:`, `p:`, `s:`). */
  terms: Map<string, number>;
  /** Word as written (folded) → where it stands (see positions.ts), ascending. */
  keys: Map<string, number[]>;
  /** How long the title proper is (title-length.ts). */
  titleLength: number;
}

export const FIELD_NUMBER = { title: 0, author: 1, subject: 2, rest: 3 } as const;
type FieldName = keyof typeof FIELD_NUMBER;
/** Between two texts of a record, so that no phrase spans them. */
const GAP = 2;
const MAX_PLACES = 60_000;

export const numberTerm = (key: string): string => `i:${key}`;
export const publisherTerm = (word: string): string => `p:${word}`;
export const seriesTerm = (word: string): string => `s:${word}`;

/** Collects the terms of one record. */
export function documentTerms(text: DocumentText, stem: Stemmer): DocumentTerms {
  const terms = new Map<string, number>();
  const keys = new Map<string, number[]>();
  let place = 0;

  const addTerm = (term: string, mask: number): void => {
    terms.set(term, (terms.get(term) ?? 0) | mask);
  };
  const addKey = (key: string, field: FieldName, at: number): void => {
    addTerm(field === 'author' ? key : stem(key), FIELD[field]);
    const position = (at << 2) | FIELD_NUMBER[field];
    const places = keys.get(key);
    if (!places) keys.set(key, [position]);
    else if (!places.includes(position)) places.push(position);
  };
  const addWord = (word: Word, field: FieldName): void => {
    const last = place + Math.max(0, (word.parts?.length ?? 1) - 1);
    for (const form of word.forms) {
      addKey(form, field, place);
      if (last > place) addKey(form, field, last);
    }
    if (field === 'author') {
      const name = nameSpelling(word.forms[0] ?? '');
      if (name !== null && !word.forms.includes(name)) addKey(name, field, place);
    }
    word.parts?.forEach((part, index) => part.forms.forEach((form) => addKey(form, field, place + index)));
    place = last + 1;
  };
  const addText = (value: string, field: FieldName): Word[] => {
    if (value === '' || place > MAX_PLACES) return [];
    const words = wordsOf(value);
    for (const word of words) addWord(word, field);
    place += GAP;
    return words;
  };
  const addMarked = (words: readonly Word[], mark: (word: string) => string): void => {
    for (const word of words) {
      for (const form of word.forms) addTerm(mark(form), FIELD.rest);
      for (const part of word.parts ?? []) for (const form of part.forms) addTerm(mark(form), FIELD.rest);
    }
  };

  const titleLength = lengthOfTitle(addText(text.title, 'title'));
  for (const title of text.titles) addText(title, 'title');
  for (const author of text.authors) addText(author, 'author');
  for (const subject of text.subjects) addText(subject, 'subject');
  for (const series of text.series) addMarked(addText(series, 'rest'), seriesTerm);
  for (const publisher of text.publishers) addMarked(addText(publisher, 'rest'), publisherTerm);
  for (const other of text.rest) addText(other, 'rest');
  for (const number of text.numbers) addTerm(numberTerm(number), FIELD.rest);
  for (const places of keys.values()) if (places.length > 1) places.sort((a, b) => a - b);
  return { terms, keys, titleLength };
}

/** Fields in which a word as written stands, from its places. */
export const fieldsOfPlaces = (places: readonly number[]): number =>
  places.reduce((mask, place) => mask | (1 << (place & 3)), 0);

/** Fields in which a row of the index counts for a word: everywhere when it is its own stem, else not among authors. */
export const stemFields = (key: string, stemmed: string): number => (key === stemmed ? 15 : NOT_AUTHOR);
