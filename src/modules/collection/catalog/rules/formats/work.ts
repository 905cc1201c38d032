import type { DerivedBib } from '#shared/marc/derived-bib';
import { withoutDates } from '../duplicate-keys.ts';

/** A person or body as a citation needs it. */
export interface CitedName {
  /** The word before the comma of an inverted heading; null when the name is not inverted (most Indonesian names). */
  family: string | null;
  /** What follows the comma; the whole name when there is no family name. */
  given: string;
  isBody: boolean;
}

/** What citations and reference formats say about a record. */
export interface CitedWork {
  authors: CitedName[];
  editors: CitedName[];
  translators: CitedName[];
  /** With its subtitle: "Blitar: Kota Proklamator". */
  title: string;
  edition: string | null;
  place: string | null;
  publisher: string | null;
  year: number | null;
  series: string | null;
  isbn: string | null;
  issn: string | null;
  language: string | null;
  material: DerivedBib['materialKind'];
  subjects: string[];
  summary: string | null;
  extent: string | null;
  ddc: string | null;
  url: string | null;
}

const EDITOR = /penyunting|editor|\bedt?\b|penyusun|\bcom\b/i;
const TRANSLATOR = /terjemah|translator|\btrl\b|alih bahasa/i;
const AUTHOR = /penulis|pengarang|author|\baut\b|pencipta|composer|komponis/i;

/**
 * A heading taken apart. A name without a comma is never turned round: Indonesian names of one word, and names whose last
 * word is no family name, are cited as they stand (SK Kepala Perpusnas 20/2005).
 */
export function citedName(heading: string, isBody = false): CitedName {
  const name = withoutDates(heading)
    .replace(/\s*\([^)]*\)$/, '')
    .trim();
  const comma = isBody ? -1 : name.indexOf(',');
  if (comma === -1) return { family: null, given: name, isBody };
  return { family: name.slice(0, comma).trim(), given: name.slice(comma + 1).trim(), isBody };
}

/** A name in the order in which it is said: "Pramoedya Ananta Toer". */
export const saidName = ({ family, given }: CitedName): string => [given, family].filter(Boolean).join(' ');
/** As it is filed: "Toer, Pramoedya Ananta". */
export const filedName = ({ family, given }: CitedName): string =>
  family === null ? given : [family, given].filter(Boolean).join(', ');
/** With initials after a family name: "Toer, P. A."; a name that is not inverted stays whole. */
export const initialledName = ({ family, given }: CitedName): string => {
  if (family === null) return given;
  const initials = given
    .split(/[\s-]+/)
    .filter(Boolean)
    .map((word) => `${[...word][0] ?? ''}.`)
    .join(' ');
  return [family, initials].filter(Boolean).join(', ');
};

/** What a record says, for citing it. */
export function citedWork(bib: DerivedBib): CitedWork {
  const names = bib.authors.map((author) => ({
    ...citedName(author.name, !author.tag.endsWith('00')),
    role: author.role ?? '',
    isMain: author.tag.startsWith('1'),
  }));
  const pick = (pattern: RegExp): CitedName[] => names.filter(({ role }) => pattern.test(role) && !AUTHOR.test(role));
  const editors = pick(EDITOR);
  const translators = pick(TRANSLATOR);
  const authors = names.filter(
    ({ role, isMain }) =>
      AUTHOR.test(role) || (role === '' ? true : isMain && !EDITOR.test(role) && !TRANSLATOR.test(role)),
  );
  const plain = ({ family, given, isBody }: CitedName): CitedName => ({ family, given, isBody });
  const [series] = bib.series;
  return {
    authors: authors.map(plain),
    editors: editors.map(plain),
    translators: translators.map(plain),
    title: [bib.title, bib.subtitle].filter(Boolean).join(': '),
    edition: bib.edition,
    place: bib.place,
    publisher: bib.publisher,
    year: bib.year,
    series: series ? [series.title, series.volume].filter(Boolean).join(' ; ') : null,
    isbn: bib.isbns[0] ?? null,
    issn: bib.issns[0] ?? null,
    language: bib.languages[0] ?? null,
    material: bib.materialKind,
    subjects: bib.subjects.map((subject) => subject.heading),
    summary: bib.summary,
    extent: bib.extent,
    ddc: bib.ddc,
    url: bib.urls[0]?.url ?? null,
  };
}
