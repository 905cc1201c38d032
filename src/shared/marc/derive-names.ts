import type { DerivedAuthor, DerivedBib, DerivedSubject } from './derived-bib.ts';
import { values, type FieldIndex } from './field-index.ts';
import { tidy, trimIsbd } from './isbd-text.ts';
import type { MarcDataField } from './record.ts';

const authorityIdOf = (field: MarcDataField): string | null => {
  for (const value of values(field, '0')) {
    const id = /^\(lumbung\)\s*(\S+)$/.exec(value.trim())?.[1];
    if (id) return id;
  }
  return null;
};

/** Keeps the first of those that read alike. */
const distinct = <T>(items: readonly T[], key: (item: T) => string): T[] => {
  const seen = new Set<string>();
  return items.filter((item) => {
    const name = key(item).toLowerCase();
    if (name === '' || seen.has(name)) return false;
    seen.add(name);
    return true;
  });
};

// Meetings keep number, date and place in another order than persons keep title and dates.
const NAME_CODES: Readonly<Record<string, string>> = { '00': 'abcdq', '10': 'abcdn', '11': 'acdenq' };

const nameOf = (field: MarcDataField): string => {
  // What follows $t describes a work of that author.
  const workAt = field.subfields.findIndex(({ code }) => code === 't');
  const subfields = workAt === -1 ? field.subfields : field.subfields.slice(0, workAt);
  return trimIsbd(values({ ...field, subfields }, NAME_CODES[field.tag.slice(1)] ?? 'a').join(' '));
};

const roleOf = (field: MarcDataField): string | null => {
  const terms = values(field, field.tag.endsWith('11') ? 'j' : 'e');
  return (terms.length > 0 ? terms : values(field, '4')).map(trimIsbd).join(', ') || null;
};

/** Main and added entries for persons, corporate bodies and meetings. */
export const deriveAuthors = (index: FieldIndex): DerivedAuthor[] =>
  distinct(
    index.data('100', '110', '111', '700', '710', '711').map((field) => ({
      name: nameOf(field),
      tag: field.tag,
      role: roleOf(field),
      authorityId: authorityIdOf(field),
    })),
    (author) => author.name,
  );

const SUBJECT_TAGS = ['600', '610', '611', '630', '647', '648', '650', '651'];
const SUBJECT_CODES: Readonly<Record<string, string>> = {
  '600': 'abcdqt',
  '610': 'abcdnt',
  '611': 'acdenqt',
  '630': 'adnpst',
};
// A dash between parts of a heading, not one inside a span of years.
const unifyDashes = (heading: string): string => heading.replace(/\s*--\s*|\s+[\u2013\u2014]\s+/g, ' -- ');

/** Subject headings with their subdivisions; index terms (653) each on its own. */
export const deriveSubjects = (index: FieldIndex): DerivedSubject[] => {
  const headings = index.data(...SUBJECT_TAGS).map((field) => ({
    heading: unifyDashes(
      [trimIsbd(values(field, SUBJECT_CODES[field.tag] ?? 'abcd').join(' ')), ...values(field, 'vxyz').map(trimIsbd)]
        .filter((part) => part !== '')
        .join(' -- '),
    ),
    tag: field.tag,
    authorityId: authorityIdOf(field),
  }));
  const terms = index
    .data('653')
    .flatMap((field) =>
      values(field, 'a').map((value) => ({ heading: trimIsbd(value), tag: '653', authorityId: null })),
    );
  return distinct([...headings, ...terms], (subject) => subject.heading);
};

/** Genre and form terms. */
export const deriveGenres = (index: FieldIndex): string[] =>
  distinct(
    index.data('655').map((field) => [...values(field, 'a'), ...values(field, 'vxyz')].map(trimIsbd).join(' -- ')),
    (genre) => genre,
  );

/** Series statements and series added entries, one for each title. */
export const deriveSeries = (index: FieldIndex): DerivedBib['series'] =>
  distinct(
    index.data('490', '440', '830', '800', '810', '811').map((field) => {
      const isNameTitle = field.tag !== '830' && field.tag.startsWith('8');
      const title = trimIsbd(values(field, isNameTitle ? 't' : 'anp').join(' '));
      return { title, volume: trimIsbd(values(field, 'v').join(' ')) || null };
    }),
    (series) => series.title,
  );

/** Other titles, and the title in other scripts. */
export const deriveAlternateTitles = (index: FieldIndex): string[] => {
  const linked = index.data('880').filter((field) => /^\s*24[56]/.test(values(field, '6')[0] ?? ''));
  return distinct(
    [...index.data('246', '740'), ...linked]
      .map((field) => tidy(values(field, 'abnp').map(tidy).join(' ')))
      .map(trimIsbd),
    (title) => title,
  );
};
