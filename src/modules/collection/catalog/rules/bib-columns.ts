import type { DerivedBib } from '#shared/marc/derived-bib';
import { deriveBib } from '#shared/marc/derive';
import type { MarcRecord } from '#shared/marc/record';
import { duplicateKey, withoutDates } from './duplicate-keys.ts';

/** The columns of `bib` that are computed from the record. */
export interface BibColumns {
  controlNumber: string | null;
  controlNumberSource: string | null;
  material: string;
  marc: MarcRecord;
  title: string;
  titleSort: string;
  subtitle: string | null;
  alternateTitles: string[];
  responsibility: string | null;
  /** Without dates of life, as it is filed. */
  mainAuthor: string | null;
  authors: string[];
  subjects: string[];
  series: string[];
  publisher: string | null;
  place: string | null;
  year: number | null;
  edition: string | null;
  extent: string | null;
  isbns: string[];
  issns: string[];
  languages: string[];
  ddc: string | null;
  audience: string | null;
  summary: string | null;
  notes: string[];
  duplicateKey: string;
}

/** An index entry of PostgreSQL holds about 2,700 bytes; nobody sorts by what follows. */
const SORT_LETTERS = 300;
const NUMBER_LETTERS = 200;

/** U+0000 and halves of surrogate pairs cannot be stored; each becomes the sign for a lost character. */
export const storable = (text: string): string => text.replaceAll('\0', '\ufffd').toWellFormed();

/** The record as the database can hold it; the same object when nothing had to change. */
export function storableRecord(marc: MarcRecord): MarcRecord {
  const text = JSON.stringify(marc);
  if (!text.includes('\\u0000') && !/\\ud[89a-f]/.test(text)) return marc;
  return {
    leader: storable(marc.leader),
    fields: marc.fields.map((field) =>
      'value' in field
        ? { ...field, value: storable(field.value) }
        : {
            ...field,
            subfields: field.subfields.map(({ code, value }) => ({ code: storable(code), value: storable(value) })),
          },
    ),
  };
}

/** What a record says, as columns. @param derived when the caller has it already */
export function bibColumns(given: MarcRecord, derived?: DerivedBib): BibColumns {
  const marc = storableRecord(given);
  const bib = derived && marc === given ? derived : deriveBib(marc);
  return {
    controlNumber: bib.controlNumber?.slice(0, NUMBER_LETTERS) ?? null,
    controlNumberSource: bib.controlNumberSource?.slice(0, NUMBER_LETTERS) ?? null,
    material: bib.materialKind,
    marc,
    title: bib.title,
    titleSort: bib.titleSort.slice(0, SORT_LETTERS),
    subtitle: bib.subtitle,
    alternateTitles: bib.alternateTitles,
    responsibility: bib.responsibility,
    mainAuthor: bib.mainAuthor === null ? null : withoutDates(bib.mainAuthor),
    authors: bib.authors.map((author) => author.name),
    subjects: bib.subjects.map((subject) => subject.heading),
    series: bib.series.map((series) => series.title),
    publisher: bib.publisher,
    place: bib.place,
    year: bib.year,
    edition: bib.edition,
    extent: bib.extent,
    isbns: bib.isbns,
    issns: bib.issns,
    languages: bib.languages,
    ddc: bib.ddc,
    audience: bib.audience,
    summary: bib.summary,
    notes: bib.notes,
    duplicateKey: duplicateKey(marc, bib),
  };
}
