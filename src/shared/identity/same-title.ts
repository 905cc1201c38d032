import { foldedKey } from '../text/fold.ts';
import { namesNumber } from './volumes.ts';

/** What a title is recognised by. Texts are folded; '' and empty lists = not said. */
export interface TitleDescription {
  controlNumber: string | null;
  /** Who gave that number (003). */
  controlNumberSource: string | null;
  /** 13 figures each. */
  isbns: readonly string[];
  /** The title proper, without the number of a volume that stands in it. */
  title: string;
  /** What follows it: subtitle, names of parts. */
  rest: string;
  /** Numbers of volumes and parts, from the outermost to the innermost. */
  volumes: readonly string[];
  /** Names of parts. */
  partNames: readonly string[];
  /** Keys of the authors' names, the main one first. */
  authors: readonly string[];
  year: number | null;
  edition: string;
  publisher: string;
  /** A group of kinds of material that are one kind of thing; '' = anything. */
  format: string;
  /** Series with the place in them. */
  series: readonly { title: string; volume: string }[];
}

/** One thing, perhaps one thing (a person decides), or two. */
export type Judgement = 'same' | 'maybe' | 'other';

/** Numbers that we make ourselves of what a row says: two of them may well mean one title. */
export const MADE_BY_US: ReadonlySet<string> = new Set(['SLIMS', 'INLISLITE', 'LUMBUNG']);

const sameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((one, i) => one === b[i]);
const wordsOf = (key: string): string[] => (key === '' ? [] : key.split(' '));
const within = (few: readonly string[], many: readonly string[]): boolean => few.every((word) => many.includes(word));

/** Are all words of one text among those of the other? */
function oneHoldsTheOther(a: string, b: string): boolean {
  const [first, second] = [wordsOf(a), wordsOf(b)];
  return within(first, second) || within(second, first);
}

/** Can these names be one person's: one of them says no more than the other ("Hirata", "Andrea Hirata"; "P. A. Toer")? */
function namesMeet(a: string, b: string): boolean {
  const [first, second] = [a, b].map((name) => wordsOf(name).filter((word) => word.length > 1));
  if (!first?.length || !second?.length) return a === b;
  return within(first, second) || within(second, first);
}

/** null = one of the two does not say. */
function agree<T>(a: readonly T[], b: readonly T[], meet: (one: T, other: T) => boolean): boolean | null {
  if (a.length === 0 || b.length === 0) return null;
  return a.some((one) => b.some((other) => meet(one, other)));
}
const said = (text: string): string[] => (text === '' ? [] : [text]);

/** What the makers of the two records say by their numbers: null = nothing. */
function byNumber(a: TitleDescription, b: TitleDescription): boolean | null {
  if (a.controlNumber === null || b.controlNumber === null) return null;
  if (a.controlNumberSource !== b.controlNumberSource) return null;
  const equal = a.controlNumber === b.controlNumber;
  // a number without its maker proves something only where the titles agree: every system counts from 1
  if (a.controlNumberSource === null) return equal && a.title === b.title ? true : null;
  if (equal) return true;
  return MADE_BY_US.has(a.controlNumberSource) ? null : false;
}

/** How the titles stand to each other; `shorter`: one of them only says less. */
function compareTitles(a: TitleDescription, b: TitleDescription): 'equal' | 'shorter' | 'different' {
  const [first, second] = [a, b].map(({ title, rest }) => `${title} ${rest}`.trim());
  if (first === undefined || second === undefined || first === second) return 'equal';
  if (a.title === '' || b.title === '') return 'shorter';
  const [short, long] = first.length < second.length ? [first, second] : [second, first];
  if (!long.startsWith(`${short} `)) return 'different';
  return namesNumber(wordsOf(long.slice(short.length))) ? 'different' : 'shorter';
}

/** Does one of the two name a volume or part, and the other none? Where their whole titles agree, a name stands in the title. */
const isPartOfOther = (a: TitleDescription, b: TitleDescription, titles: string): boolean =>
  (a.volumes.length === 0) !== (b.volumes.length === 0) ||
  (titles !== 'equal' && (a.partNames.length === 0) !== (b.partNames.length === 0));

/** Two places in one series are not one book. */
const standApart = (a: TitleDescription, b: TitleDescription): boolean =>
  a.series.some((one) =>
    b.series.some(
      ({ title, volume }) => title === one.title && volume !== '' && one.volume !== '' && volume !== one.volume,
    ),
  );

/**
 * Is what two descriptions describe one title? `same`: all that both say agrees, and a shared ISBN, a number of the same maker, or title
 * with author and year prove it. `maybe`: something speaks for it and something against it. Symmetric; two numbers of volumes that differ
 * are never the same.
 */
export function judgeTitles(a: TitleDescription, b: TitleDescription): Judgement {
  const numbers = byNumber(a, b);
  if (a.volumes.length > 0 && b.volumes.length > 0 && !sameList(a.volumes, b.volumes)) {
    return numbers === true ? 'maybe' : 'other';
  }
  if (JSON.stringify(factsOf(a)) === JSON.stringify(factsOf(b)) && numbers !== false) return 'same';
  const titles = compareTitles(a, b);
  const authors = agree(a.authors, b.authors, namesMeet);
  const isbns = agree(a.isbns, b.isbns, (one, other) => one === other);
  if (numbers === true) {
    // what a maker calls one record is one, unless nothing else agrees: some makers' names are shared by many libraries
    const isOurs = MADE_BY_US.has(a.controlNumberSource ?? '');
    return titles === 'different' && (authors === false || isbns === false) && !isOurs ? 'maybe' : 'same';
  }

  const years = agree(a.year === null ? [] : [a.year], b.year === null ? [] : [b.year], (one, other) => one === other);
  const contradicts =
    numbers === false ||
    isPartOfOther(a, b, titles) ||
    standApart(a, b) ||
    agree(said(a.edition), said(b.edition), (one, other) => one === other) === false ||
    agree(said(a.format), said(b.format), (one, other) => one === other) === false;

  if (isbns === true) {
    if (titles === 'different' || authors === false || contradicts) return 'maybe';
    // a later printing has the same number and another year; a title that says less needs the year as well
    return titles === 'shorter' && years === false ? 'maybe' : 'same';
  }
  if (a.title === '' || b.title === '' || authors === false || years === false) return 'other';
  if (titles !== 'equal' && a.title !== b.title) return 'other';
  const publishers = agree(said(a.publisher), said(b.publisher), oneHoldsTheOther);
  if (titles === 'different' || contradicts || isbns === false || publishers === false) return 'maybe';
  if (authors === null) return 'maybe';
  return years === true || a.year === b.year ? 'same' : 'maybe';
}

/** Everything but who numbered it. */
const factsOf = ({ controlNumber: _number, controlNumberSource: _source, ...facts }: TitleDescription): object => facts;

/** "Ed. 2, cet. 3" → "2"; a printing alone ("Cet. 5") is no edition. @returns '' where none is named */
export function editionKey(edition: string): string {
  const [named = ''] = foldedKey(edition).split(/\b(?:cet|cetakan|printing|impression)\b/);
  return wordsOf(named.trim())
    .filter((word) => !['ed', 'edisi', 'edition', 'ke', 'the'].includes(word))
    .map((word) => /^(\d+)(?:st|nd|rd|th)$/.exec(word)?.[1] ?? word)
    .join(' ');
}

/** A publisher's name without what it is. */
export const publisherKey = (publisher: string): string =>
  wordsOf(foldedKey(publisher))
    .filter((word) => !['pt', 'cv', 'ud', 'penerbit', 'publisher', 'publishing', 'press', 'tbk'].includes(word))
    .join(' ');
