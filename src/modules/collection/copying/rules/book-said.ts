import { z } from 'zod';

/** A list of which what is odd is left out. */
export const listOf = <T extends z.ZodType>(one: T) =>
  z
    .array(z.unknown())
    .catch([])
    .transform((all) =>
      all.flatMap((value) => {
        const read = one.safeParse(value);
        return read.success ? [read.data] : [];
      }),
    );

/** A title as a catalogue without MARC says it, by the fields of the form of a record; texts may be empty. */
export interface BookSaid {
  title: string;
  subtitle: string;
  authors: string[];
  isbns: string[];
  /** Filled: it is a serial. */
  issn: string;
  publisher: string;
  place: string;
  date: string;
  extent: string;
  ddc: string;
  subjects: string[];
  summary: string;
  /** MARC code; '' = not said. */
  language: string;
  /** Where a picture of its cover stands. */
  cover: string | null;
}

/** As a catalogue says it that says nothing but a title. */
export const saidOf = (said: Partial<BookSaid> & { title: string }): BookSaid => ({
  subtitle: '',
  authors: [],
  isbns: [],
  issn: '',
  publisher: '',
  place: '',
  date: '',
  extent: '',
  ddc: '',
  subjects: [],
  summary: '',
  language: '',
  cover: null,
  ...said,
});

/** The year in a date however it is written, else the date as it is. */
export const yearIn = (date: string): string => /\b\d{4}\b/.exec(date)?.[0] ?? date;

/** Text with tags of HTML or JATS in it, as one line of words. */
export const withoutTags = (text: string): string =>
  text
    .replace(/<[^<>]{0,200}>/g, ' ')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim();

/** MARC codes of the languages that libraries here meet, by ISO 639-1. */
const LANGUAGES: ReadonlyMap<string, string> = new Map([
  ['id', 'ind'],
  ['jv', 'jav'],
  ['su', 'sun'],
  ['ms', 'may'],
  ['en', 'eng'],
  ['ar', 'ara'],
  ['nl', 'dut'],
  ['ja', 'jpn'],
  ['ko', 'kor'],
  ['zh', 'chi'],
  ['de', 'ger'],
  ['fr', 'fre'],
]);
/** The MARC code of a language in two letters, with or without a country (`zh-CN`); '' = not known here. */
export const languageCode = (code: string): string => LANGUAGES.get(code.toLowerCase().split('-')[0] ?? '') ?? '';
