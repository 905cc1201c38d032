import { createHash } from 'node:crypto';
import { normaliseIsbn } from '#shared/isbn';
import { normaliseIssn } from '#shared/issn';
import { leaderCodes } from '#shared/marc/material-words';
import type { MarcDataField, MarcField, MarcRecord } from '#shared/marc/record';
import type { Word } from './surroundings.ts';

/** A title as a table of another system describes it; '' = not said. */
export interface TitleFacts {
  title: string;
  subtitle: string;
  responsibility: string;
  /** The first is the main entry. */
  persons: string[];
  bodies: string[];
  edition: string;
  isbns: string[];
  issns: string[];
  publisher: string;
  place: string;
  year: string;
  /** Pages and other extent; other details; size. */
  extent: string;
  details: string;
  size: string;
  accompanying: string;
  series: string;
  ddc: string;
  callNumber: string;
  topics: string[];
  summary: string;
  notes: string[];
  /** MARC code. */
  language: string | null;
  /** What kind of thing it is, in the words of the other system. */
  material: string;
}

export const noFacts: TitleFacts = {
  title: '',
  subtitle: '',
  responsibility: '',
  persons: [],
  bodies: [],
  edition: '',
  isbns: [],
  issns: [],
  publisher: '',
  place: '',
  year: '',
  extent: '',
  details: '',
  size: '',
  accompanying: '',
  series: '',
  ddc: '',
  callNumber: '',
  topics: [],
  summary: '',
  notes: [],
  language: null,
  material: '',
};

type Pair = readonly [code: string, value: string];

const field = (tag: string, ind1: string, ind2: string, ...pairs: readonly Pair[]): MarcDataField[] => {
  const subfields = pairs.filter(([, value]) => value !== '').map(([code, value]) => ({ code, value }));
  return subfields.length > 0 ? [{ tag, ind1, ind2, subfields }] : [];
};

/** MARC 21 wants 40 characters; only what is known is said. */
function field008(facts: TitleFacts, year: string, serial: boolean): string {
  const language = facts.language ?? 'und';
  const head = `      ${serial ? 'c' : 's'}${year.padEnd(4)}${serial ? '9999' : '    '}io `;
  return `${head.padEnd(35)}${language}  `.slice(0, 40).padEnd(40);
}

const personField = (tag: string, name: string): MarcDataField[] =>
  field(tag, name.includes(',') ? '1' : '0', ' ', ['a', name]);

/** The years in which a work may have appeared: "c2014.", "[2014]", "2014/2015" → "2014". */
const yearIn = (text: string): string => /(?:1[4-9]|20)\d\d/.exec(text)?.[0] ?? '';

/**
 * Makes a MARC record of a table's row. Its control number is a fingerprint of what identifies the title, so that the same row
 * is known again when the table is imported once more.
 * @param source written to 003
 */
export function buildRecord(facts: TitleFacts, source: string): MarcRecord {
  const identity = [facts.title, facts.subtitle, facts.responsibility, facts.edition, facts.publisher, facts.year];
  const fingerprint = createHash('sha256')
    .update(
      JSON.stringify([...identity, facts.persons, facts.bodies, facts.isbns, facts.issns, facts.series, facts.extent]),
    )
    .digest('hex')
    .slice(0, 20);
  const { leader, serial } = leaderCodes(facts.material);
  const [firstPerson = '', ...otherPersons] = facts.persons;
  const [firstBody = '', ...otherBodies] = facts.bodies;
  const bodyIsMain = firstPerson === '' && firstBody !== '';
  const hasMain = firstPerson !== '' || firstBody !== '';
  const year = yearIn(facts.year);
  const fields: MarcField[] = [
    { tag: '001', value: fingerprint },
    { tag: '003', value: source },
    { tag: '008', value: field008(facts, year, serial) },
    ...facts.isbns.flatMap((isbn) => field('020', ' ', ' ', [normaliseIsbn(isbn) === null ? 'z' : 'a', isbn])),
    ...facts.issns.flatMap((issn) => field('022', ' ', ' ', [normaliseIssn(issn) === null ? 'z' : 'a', issn])),
    ...(facts.language === null ? [] : field('041', '0', ' ', ['a', facts.language])),
    ...field('082', '0', '4', ['a', facts.ddc]),
    ...field('090', ' ', ' ', ['a', facts.callNumber]),
    ...personField('100', firstPerson),
    ...(bodyIsMain ? field('110', '2', ' ', ['a', firstBody]) : []),
    ...field(
      '245',
      hasMain ? '1' : '0',
      '0',
      ['a', facts.subtitle ? `${facts.title} :` : facts.responsibility ? `${facts.title} /` : facts.title],
      ['b', facts.subtitle && facts.responsibility ? `${facts.subtitle} /` : facts.subtitle],
      ['c', facts.responsibility],
    ),
    ...field('250', ' ', ' ', ['a', facts.edition]),
    ...field(
      '264',
      ' ',
      '1',
      ['a', facts.place && facts.publisher ? `${facts.place} :` : facts.place],
      ['b', facts.publisher && facts.year ? `${facts.publisher},` : facts.publisher],
      ['c', facts.year],
    ),
    ...field(
      '300',
      ' ',
      ' ',
      ['a', facts.details ? `${facts.extent} :` : facts.size && facts.extent ? `${facts.extent} ;` : facts.extent],
      ['b', facts.details && facts.size ? `${facts.details} ;` : facts.details],
      ['c', facts.size],
      ['e', facts.accompanying],
    ),
    ...field('490', '0', ' ', ['a', facts.series]),
    ...facts.notes.flatMap((note) => field('500', ' ', ' ', ['a', note])),
    ...field('520', ' ', ' ', ['a', facts.summary]),
    ...facts.topics.flatMap((topic) => field('650', ' ', '4', ['a', topic])),
    ...otherPersons.flatMap((name) => personField('700', name)),
    ...(bodyIsMain ? otherBodies : facts.bodies).flatMap((name) => field('710', '2', ' ', ['a', name])),
  ];
  return { leader: `00000n${leader} a2200000 i 4500`, fields };
}

/** A number that is no ISBN stays in the record as a wrong one, and is told. */
export const isbnWords = (facts: Pick<TitleFacts, 'isbns'>): Word[] =>
  facts.isbns
    .filter((isbn) => normaliseIsbn(isbn) === null)
    .map((value) => ({ code: 'marc.isbn_invalid', params: { value } }));
