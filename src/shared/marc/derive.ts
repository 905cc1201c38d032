import { cleanIsbn, isValidIsbn10, normaliseIsbn } from '../isbn.ts';
import { normaliseIssn } from '../issn.ts';
import { deriveAudience, deriveMaterialKind } from './derive-material.ts';
import { deriveAlternateTitles, deriveAuthors, deriveGenres, deriveSeries, deriveSubjects } from './derive-names.ts';
import type { DerivedBib } from './derived-bib.ts';
import { indexFields, values, type FieldIndex } from './field-index.ts';
import { tidy, trimIsbd, trimSupplied, withoutArticle } from './isbd-text.ts';
import type { MarcDataField, MarcRecord } from './record.ts';
import { yearsIn } from './years.ts';

const unique = (items: readonly string[]): string[] => [...new Set(items)];

/** 245 $b, $n and $p with the signs that ISBD puts before them. */
const subtitleOf = (field: MarcDataField | undefined): string | null => {
  let subtitle = '';
  let before = '';
  for (const { code, value } of field?.subfields ?? []) {
    if (code !== 'b' && code !== 'n' && code !== 'p') continue;
    const part = trimIsbd(value);
    if (part === '') continue;
    const sign = code === 'b' ? ' : ' : code === 'p' && before === 'n' ? ', ' : '. ';
    subtitle += subtitle === '' ? part : sign + part;
    before = code;
  }
  return subtitle || null;
};

const titleOf = (index: FieldIndex): Pick<DerivedBib, 'title' | 'titleSort' | 'subtitle' | 'responsibility'> => {
  const field = index.data('245')[0];
  const raw = values(field, 'a').join(' ');
  const title = trimIsbd(raw);
  // Non-sorting characters, where a record has them, say more than the indicator.
  const marked = /\u0098[^\u009c]*\u009c/.test(raw);
  return {
    title,
    titleSort: marked ? trimIsbd(raw.replace(/\u0098[^\u009c]*\u009c/g, '')) : withoutArticle(title, field?.ind2 ?? ''),
    subtitle: subtitleOf(field),
    responsibility: trimIsbd(values(field, 'c').join(' ')) || null,
  };
};

const yearIn = (text: string): number | null => {
  const [year] = yearsIn(text);
  return year === undefined ? null : Number(year);
};

const publicationOf = (index: FieldIndex): Pick<DerivedBib, 'place' | 'publisher' | 'year'> => {
  const statements = index.data('264');
  // 264 second indicator: 1 publication, 0 production, 2 distribution, 3 manufacture, 4 copyright date only.
  const statement =
    statements.find((field) => field.ind2 === '1') ??
    index.data('260')[0] ??
    statements.find((field) => field.ind2 !== '4') ??
    statements[0];
  const dates = [statement, ...statements].flatMap((field) => values(field, 'c'));
  const coded = index.control('008').slice(7, 11);
  const year = dates.map(yearIn).find((found) => found !== null) ?? yearIn(coded);
  return {
    place: trimSupplied(values(statement, 'a')[0] ?? '') || null,
    publisher: trimSupplied(values(statement, 'b')[0] ?? '') || null,
    year,
  };
};

const numbersOf = (index: FieldIndex): Pick<DerivedBib, 'isbns' | 'isbn10s' | 'invalidIsbns' | 'issns'> => {
  const isbns: string[] = [];
  const isbn10s: string[] = [];
  const invalidIsbns: string[] = [];
  for (const field of index.data('020')) {
    for (const value of values(field, 'a')) {
      const isbn = normaliseIsbn(value);
      if (isbn === null) {
        invalidIsbns.push(tidy(value));
        continue;
      }
      isbns.push(isbn);
      const short = cleanIsbn(value);
      if (isValidIsbn10(short)) isbn10s.push(short);
    }
    invalidIsbns.push(...values(field, 'z').map(tidy));
  }
  const issns = index.data('022').flatMap((field) => values(field, 'a').map(normaliseIssn));
  return {
    isbns: unique(isbns),
    isbn10s: unique(isbn10s),
    invalidIsbns: unique(invalidIsbns),
    issns: unique(issns.filter((issn) => issn !== null)),
  };
};

/** 041 $a may hold several codes in one ("engfre"), as was the rule before 2001. */
const languagesOf = (index: FieldIndex): string[] => {
  const coded = [index.control('008').slice(35, 38)];
  const listed = index
    .data('041')
    .flatMap((field) => values(field, 'a').flatMap((value) => value.match(/[A-Za-z]{3}/g) ?? []));
  return unique([...coded, ...listed].map((code) => code.toLowerCase())).filter(
    (code) => /^[a-z]{3}$/.test(code) && code !== 'und',
  );
};

/**
 * A DDC number without the slashes and primes of segmentation, or one of the Indonesian adaptation for Islam ("2X4.1");
 * "R 297.1" and "REF 030" lose their prefix.
 */
const ddcIn = (text: string): string | null => {
  const plain = text.replace(/(?<=[\d.])[/'\u2032\u02b9]+(?=[\d.])/g, '').trim();
  const match = /^(?:R(?:EF)?[\s./]*|[A-Z]{1,4}\.?\s+)?(2[Xx]\d?|\d{3})((?:\.\d+)?)(?![\dA-Z])/i.exec(plain);
  return match ? `${match[1]?.toUpperCase()}${match[2]}` : null;
};

const classOf = (index: FieldIndex): Pick<DerivedBib, 'ddc' | 'callNumber'> => {
  const callField = index.data('090', '099')[0];
  const callNumber = tidy(values(callField, 'ab').join(' ')) || null;
  const numbers = index.data('082').flatMap((field) => values(field, 'a'));
  const ddc = numbers.map(ddcIn).find((number) => number !== null) ?? (callNumber === null ? null : ddcIn(callNumber));
  return { ddc, callNumber };
};

// 541 acquisition, 561 ownership and 583 actions may be private; 59X has no common meaning.
const HOUSE_NOTES = /^(?:541|561|583|59.)$/;
/** A summary and whom it is for stand elsewhere. */
const SAID_ELSEWHERE = /^52[01]$/;

/** A record without what a house notes for itself: readers and other libraries do not get it. */
export const withoutHouseNotes = (record: MarcRecord): MarcRecord =>
  record.fields.some(({ tag }) => HOUSE_NOTES.test(tag))
    ? { ...record, fields: record.fields.filter(({ tag }) => !HOUSE_NOTES.test(tag)) }
    : record;

const notesOf = (index: FieldIndex, record: MarcRecord): Pick<DerivedBib, 'summary' | 'notes'> => {
  const notes: string[] = [];
  for (const field of record.fields) {
    if (!('subfields' in field) || !field.tag.startsWith('5') || HOUSE_NOTES.test(field.tag)) continue;
    if (SAID_ELSEWHERE.test(field.tag)) continue;
    const note = tidy(values(field, 'abcdefghijklmnopqrstvwxyz').join(' '));
    if (note !== '') notes.push(note);
  }
  const summaries = index.data('520').map((field) => tidy(values(field, 'ab').join(' ')));
  return { summary: summaries.filter((summary) => summary !== '').join('\n\n') || null, notes };
};

const urlsOf = (index: FieldIndex): DerivedBib['urls'] =>
  index.data('856').flatMap((field) => {
    const label =
      ['y', '3', 'z'].map((code) => tidy(values(field, code).join(' '))).find((text) => text !== '') ?? null;
    return values(field, 'u').map((url) => ({ url: url.trim(), label }));
  });

/** Everything that is shown, searched and counted, computed from a bibliographic record. Pure; never throws. */
export const deriveBib = (record: MarcRecord): DerivedBib => {
  const index = indexFields(record);
  const authors = deriveAuthors(index);
  const audience = deriveAudience(index);
  const edition = index.data('250')[0];
  const extent = index.data('300')[0];
  return {
    controlNumber: index.control('001').trim() || null,
    controlNumberSource: index.control('003').trim() || null,
    ...titleOf(index),
    alternateTitles: deriveAlternateTitles(index),
    mainAuthor: authors[0]?.name ?? null,
    authors,
    subjects: deriveSubjects(index),
    genres: deriveGenres(index),
    series: deriveSeries(index),
    edition: trimIsbd(values(edition, 'ab').join(' ')) || null,
    ...publicationOf(index),
    extent: tidy(values(extent, 'abce').join(' ')) || null,
    ...numbersOf(index),
    languages: languagesOf(index),
    ...classOf(index),
    ...notesOf(index, record),
    audience,
    materialKind: deriveMaterialKind(index, audience),
    urls: urlsOf(index),
  };
};
