import { nameSpelling, unmarkedSpellings } from '#shared/text/old-spelling';
import { numberTerm, publisherTerm, seriesTerm, stemFields } from '../postings/document-terms.ts';
import { isFunctionWord } from '../words/function-words.ts';
import { numberKey } from '../words/number-key.ts';
import type { Clause, QueryField } from './parse-query.ts';
import { ALL_FIELDS, FIELD, NOT_AUTHOR } from '../postings/postings.ts';
import type { Stemmer } from '../words/stem-exceptions.ts';
import { lengthOfTitle } from '../title-length.ts';
import { wordsOf, type Word } from '../words/words.ts';

/** A row of the index, and the fields in which a match in it counts. */
export interface TermRef {
  term: string;
  mask: number;
}
/** A word as written (folded), and the fields in which it counts. */
export interface KeyRef {
  key: string;
  mask: number;
}

/** One word of a query: a record matches when it has any of the terms, or one of each group of `together`. */
export interface WordSlot {
  kind: 'word';
  /** The word as typed, folded. */
  text: string;
  terms: TermRef[];
  together: TermRef[][][];
  /** Records with one of these have the word as typed and rank first. */
  exact: KeyRef[];
  field: QueryField | null;
  /** It only joins others: required only where nothing else is asked for. */
  functional: boolean;
}
/** A phrase: one of the variants' words follow each other; each word may have several forms. */
export interface PhraseSlot {
  kind: 'phrase';
  variants: string[][][];
  mask: number;
}
export type Slot = WordSlot | PhraseSlot;

/** A query in terms of the index. */
export interface Plan {
  required: Slot[];
  excluded: Slot[];
  /** How long a title must be (title-length.ts) to be "the title asked for" when it has all the words; 0 when fields or phrases make it moot. */
  titleWords: number;
  /** Nothing but function words was asked for: only a title that is the query is an answer. */
  wholeTitle: boolean;
}

/** A plan that asks for nothing: every record. */
export const EVERYTHING: Plan = { required: [], excluded: [], titleWords: 0, wholeTitle: false };

/** Most frequent known words that begin like this one. */
export type Completer = (prefix: string) => readonly string[];

/** Shorter words with a digit are years, volumes and classes, not numbers that a record is known by. */
const SHORTEST_NUMBER = 5;

const FIELD_MASK: Readonly<Record<QueryField, number>> = {
  title: FIELD.title,
  author: FIELD.author,
  subject: FIELD.subject,
  publisher: FIELD.rest,
  series: FIELD.rest,
  isbn: FIELD.rest,
};

/**
 * Turns the parts of a query into terms of the index.
 * @param complete when given, the last word may be unfinished and also stands for the words it gives
 */
export function planQuery(clauses: readonly Clause[], stem: Stemmer, complete?: Completer): Plan {
  const required: Slot[] = [];
  const excluded: Slot[] = [];
  const plain: Word[] = [];
  const lastWords = clauses.find((clause) => clause.kind === 'words' && !clause.excluded);
  for (const clause of clauses) {
    const words = clause.kind === 'isbn' ? [] : wordsOf(clause.text);
    const slots = slotsOf(clause, words, stem, clause === lastWords ? complete : undefined);
    (clause.excluded ? excluded : required).push(...slots);
    if (clause.kind === 'words' && clause.field === null && !clause.excluded) plain.push(...words);
  }
  const wanted = required.filter((slot) => slot.kind === 'phrase' || !slot.functional);
  const onlyPlain = required.length === plain.length;
  const wholeTitle = onlyPlain && wanted.length === 0 && required.length > 0;
  return {
    required: wanted.length > 0 ? wanted : required,
    excluded,
    titleWords: wholeTitle || (onlyPlain && excluded.length === 0) ? lengthOfTitle(plain) : 0,
    wholeTitle,
  };
}

function slotsOf(clause: Clause, words: readonly Word[], stem: Stemmer, complete?: Completer): Slot[] {
  const { field, text } = clause;
  if (clause.kind === 'isbn') {
    const terms = [{ term: numberTerm(text), mask: ALL_FIELDS }];
    return [{ kind: 'word', text, terms, together: [], exact: [], field, functional: false }];
  }
  if (clause.kind === 'phrase' && field !== 'publisher' && field !== 'series') {
    return words.length === 0 ? [] : [phraseSlot(words, field)];
  }
  return words.map((word, index) => wordSlot(word, field, stem, index === words.length - 1 ? complete : undefined));
}

function phraseSlot(words: readonly Word[], field: QueryField | null): PhraseSlot {
  const joined = words.map(({ forms }) => [...new Set([...forms, ...forms.flatMap(unmarkedSpellings)])]);
  const inParts = words.flatMap((word) => word.parts?.map((part) => part.forms) ?? [word.forms]);
  return {
    kind: 'phrase',
    variants: inParts.length === joined.length ? [joined] : [joined, inParts],
    mask: field === null ? ALL_FIELDS : FIELD_MASK[field],
  };
}

function wordSlot(word: Word, field: QueryField | null, stem: Stemmer, complete?: Completer): WordSlot {
  const text = word.forms[0] ?? '';
  const longerWords = complete?.(text) ?? [];
  // while it is being typed, "the" may become "theory"
  const functional = longerWords.length === 0 && isFunctionWord(word);
  if (field === 'publisher' || field === 'series') {
    const mark = field === 'publisher' ? publisherTerm : seriesTerm;
    const terms = (forms: readonly string[]): TermRef[] =>
      forms.map((form) => ({ term: mark(form), mask: ALL_FIELDS }));
    const together = word.parts ? [word.parts.map((part) => terms(part.forms))] : [];
    return { kind: 'word', text, terms: terms(word.forms), together, exact: [], field, functional };
  }
  const mask = field === null ? ALL_FIELDS : FIELD_MASK[field];
  const slot: WordSlot = { kind: 'word', text, terms: [], together: [], exact: [], field, functional };
  const finished = new Map<string, number>();
  const add = (refs: readonly TermRef[]): void => {
    for (const { term, mask: fields } of refs) {
      const kept = fields & mask;
      if (kept !== 0) finished.set(term, (finished.get(term) ?? 0) | kept);
    }
  };
  for (const form of word.forms) {
    add(refsOf(form, stem));
    slot.exact.push({ key: form, mask });
    for (const other of otherSpellings(form, stem)) add([{ term: stem(other), mask: NOT_AUTHOR }]);
  }
  const name = nameSpelling(text);
  if (name !== null && (mask & FIELD.author) !== 0) {
    add([{ term: name, mask: FIELD.author }]);
    slot.exact.push({ key: name, mask: FIELD.author });
  }
  for (const longer of longerWords) add(refsOf(longer, stem));
  if (field === null && text.length >= SHORTEST_NUMBER && numberKey(text) !== '') {
    add([{ term: numberTerm(numberKey(text)), mask: ALL_FIELDS }]);
  }
  slot.terms = [...finished].map(([term, fields]) => ({ term, mask: fields }));
  if (word.parts) {
    slot.together.push(
      word.parts.map((part) => part.forms.flatMap((form) => refsOf(form, stem).map((ref) => limit(ref, mask)))),
    );
  }
  return slot;
}

/** A word and its root in the spellings of the other age. */
const otherSpellings = (form: string, stem: Stemmer): string[] => [
  ...new Set([form, stem(form)].flatMap(unmarkedSpellings)),
];

/** Rows that hold a word: its stem's, and its own for authors, whose names are never stemmed. */
function refsOf(key: string, stem: Stemmer): TermRef[] {
  const stemmed = stem(key);
  const refs = [{ term: stemmed, mask: stemFields(key, stemmed) }];
  if (stemmed !== key) refs.push({ term: key, mask: FIELD.author });
  return refs;
}

const limit = (ref: TermRef, mask: number): TermRef => ({ term: ref.term, mask: ref.mask & mask });

/** Name of the row that lists the records with a word exactly as written, where its stem covers more. */
export const exactRow = (key: string): string => `=${key}`;

/** All rows of the index that a plan may need, and whether it needs places. */
export function rowsOf(plan: Plan): { terms: string[]; places: boolean } {
  const terms = new Set<string>();
  const addKey = (key: string): void => {
    terms.add(key);
    terms.add(exactRow(key));
  };
  let places = false;
  for (const slot of [...plan.required, ...plan.excluded]) {
    if (slot.kind === 'phrase') {
      places = true;
      slot.variants.flat(2).forEach(addKey);
    } else {
      for (const ref of [...slot.terms, ...slot.together.flat(2)]) terms.add(ref.term);
      for (const ref of slot.exact) addKey(ref.key);
    }
  }
  return { terms: [...terms], places };
}
