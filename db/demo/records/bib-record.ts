/** Turns a fact into a MARC 21 record (INDOMARC profile, RDA, Indonesian as the language of description). */
import type { MarcDataField, MarcField, MarcRecord } from '#shared/marc/record';
import type { AuthoritySet } from './authorities.ts';
import { nameTag } from './authorities.ts';
import {
  fixedField,
  frequency,
  isSerial,
  isSingleIssue,
  languageCode,
  nonFilingCharacters,
  originalLanguage,
} from './bib-codes.ts';
import type { Fact, SeriesEntry } from './facts.ts';
import { headingLabel } from './headings.ts';
import type { NameHeading, NameResolver } from './headings.ts';
import { authorityLink, dataField, enteredOn, sortFields, SOURCE_CODE } from './marc-fields.ts';

/** Not subjects: said in 041, 500 and 546, or by the fixed field. */
const NOT_TOPICS = new Set(['Terjemahan', 'Ejaan lama', 'Buku braille']);

export interface BibBuilder {
  resolver: NameResolver;
  authorities: AuthoritySet;
  series: SeriesEntry[];
}

const splitRole = (author: string): { name: string; role: string } => {
  const match = /^(.*) \[(.*)\]$/.exec(author);
  return { name: match?.[1] ?? author, role: match?.[2] ?? '' };
};

/** A name heading with its ISBD comma before $c, $d and $e, and the link to its authority. */
function nameField(block: string, heading: NameHeading, role: string, authorities: AuthoritySet): MarcDataField {
  const { suffix, ind1 } = nameTag(heading);
  const parts: [string, string][] = [
    ['a', heading.name],
    ['c', heading.titles],
    ['d', heading.dates],
    ['e', role],
  ];
  const present = parts.filter(([, value]) => value !== '');
  const punctuated = present.flatMap(([code, value], i) => {
    const end = i === present.length - 1 || value.endsWith(',') ? '' : ',';
    return [code, `${value}${end}`];
  });
  const link = authorityLink(authorities.names.get(headingLabel(heading)));
  return dataField(`${block}${suffix}`, `${ind1}${block === '6' ? '4' : ' '}`, ...punctuated, '0', link);
}

/** ISBD punctuation between the areas, none at the end. */
function titleField(fact: Fact, hasMainEntry: boolean): MarcDataField {
  const names = fact.authors.map(splitRole);
  const responsibility = names.map(({ name, role }) => (role === '' ? name : `${role}, ${name}`)).join(', ');
  const beforeNames = (text: string): string => (responsibility === '' ? text : `${text} /`);
  const title = fact.subtitle === '' ? beforeNames(fact.title) : `${fact.title} :`;
  const rest = fact.subtitle === '' ? '' : beforeNames(fact.subtitle);
  const indicators = `${hasMainEntry ? '1' : '0'}${nonFilingCharacters(fact)}`;
  return dataField('245', indicators, 'a', title, 'b', rest, 'c', responsibility);
}

/** Place, publisher and date as far as known; null when nothing is. */
function publicationField(fact: Fact): MarcDataField | null {
  const { place, publisher, year } = fact;
  if (place === '' && publisher === '' && year === '') return null;
  const date = isSerial(fact) && !isSingleIssue(fact) && year !== '' ? `${year}-` : year;
  const placePart = place === '' ? '' : publisher !== '' ? `${place} :` : date !== '' ? `${place},` : place;
  const publisherPart = publisher === '' ? '' : date !== '' ? `${publisher},` : publisher;
  return dataField('264', ' 1', 'a', placePart, 'b', publisherPart, 'c', date);
}

function formFields(fact: Fact): MarcField[] {
  const content = fact.material === 'braille' ? ['teks taktil', 'tct'] : ['teks', 'txt'];
  return [
    dataField('336', '  ', 'a', content[0] ?? '', 'b', content[1] ?? '', '2', 'rdacontent'),
    dataField('337', '  ', 'a', 'tanpa perantara', 'b', 'n', '2', 'rdamedia'),
    dataField('338', '  ', 'a', 'volume', 'b', 'nc', '2', 'rdacarrier'),
  ];
}

function noteFields(fact: Fact): MarcField[] {
  const fields: MarcField[] = [];
  if (fact.subjects.includes('Terjemahan')) fields.push(dataField('500', '  ', 'a', 'Karya terjemahan.'));
  if (fact.language === 'ind-lama') fields.push(dataField('546', '  ', 'a', 'Bahasa Indonesia, ejaan lama.'));
  if (fact.language === 'jav') fields.push(dataField('546', '  ', 'a', 'Bahasa Jawa.'));
  if (isSerial(fact) && fact.audience !== 'dewasa') {
    fields.push(dataField('521', '  ', 'a', fact.audience === 'anak' ? 'Anak-anak.' : 'Remaja.'));
  }
  return fields;
}

function serialFields(fact: Fact): MarcField[] {
  if (!isSerial(fact) || isSingleIssue(fact)) return [];
  const rate = frequency(fact);
  const fields: MarcField[] = [];
  if (rate) fields.push(dataField('310', '  ', 'a', rate.text));
  if (fact.year !== '') fields.push(dataField('362', '1 ', 'a', `Mulai terbit tahun ${fact.year}.`));
  return fields;
}

function genreFields(fact: Fact): MarcField[] {
  const genre = (term: string) => dataField('655', ' 7', 'a', term, '2', 'lokal');
  if (fact.material === 'braille') return [genre('Buku braille')];
  if (!isSerial(fact)) return [];
  if (fact.ddc === '079') return [genre('Surat kabar')];
  const isMagazine = fact.subjects.some((term) => /^(Majalah|Komik anak)/.test(term)) || fact.ddc === '910.5';
  return [genre(isMagazine ? 'Majalah' : 'Terbitan berkala')];
}

function subjectFields(fact: Fact, { resolver, authorities }: BibBuilder): MarcField[] {
  const seen = new Set<string>();
  return fact.subjects
    .filter((term) => !NOT_TOPICS.has(term))
    .map((term) => {
      const topic = authorities.subjects.get(term);
      const name = topic ? null : resolver.subject(term);
      if (name) return nameField('6', name, '', authorities);
      const tag = topic?.kind === 'place' || PLACES.has(term) ? '651' : '650';
      const heading = topic?.heading ?? term;
      return dataField(tag, ' 4', 'a', heading, '0', authorityLink(topic?.controlNumber));
    })
    .filter((field) => {
      const key = JSON.stringify(field);
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    });
}

const PLACES = new Set(['Afganistan', 'Asia Tengah', 'Manggarai Timur']);

function seriesFields(fact: Fact, { series, authorities }: BibBuilder): MarcField[] {
  const entry = series.find((candidate) => candidate.title === fact.title && candidate.subtitle === fact.subtitle);
  if (!entry) return [];
  const title = entry.volume === '' ? entry.series : `${entry.series} ;`;
  const traced = dataField(
    '830',
    ' 0',
    'a',
    title,
    'v',
    entry.volume,
    '0',
    authorityLink(authorities.series.get(entry.series)),
  );
  return entry.onItem ? [dataField('490', '1 ', 'a', title, 'v', entry.volume), traced] : [traced];
}

/** Builds the record with the given running number (1, 2, …). */
export function buildBib(fact: Fact, sequence: number, builder: BibBuilder): MarcRecord {
  const { resolver, authorities } = builder;
  const controlNumber = `LB${String(sequence).padStart(7, '0')}`;
  const day = enteredOn(sequence, fact.year === '' ? null : Number(fact.year));
  const names = fact.authors.map(splitRole).map(({ name, role }) => ({ heading: resolver.author(name), role }));
  const mainEntry = isSerial(fact) || names[0]?.role === 'editor' ? undefined : names[0];
  const added = mainEntry ? names.slice(1) : names;
  const original = originalLanguage(fact);
  const publication = publicationField(fact);
  const isComplete = fact.publisher !== '' && fact.year !== '' && fact.ddc !== '';

  const fields: MarcField[] = [
    { tag: '001', value: controlNumber },
    { tag: '003', value: SOURCE_CODE },
    { tag: '005', value: `${day}080000.0` },
    { tag: '008', value: fixedField(fact, day.slice(2)) },
    dataField('040', '  ', 'a', SOURCE_CODE, 'b', 'ind', 'e', 'rda', 'c', SOURCE_CODE),
    titleField(fact, mainEntry !== undefined),
    ...formFields(fact),
    ...serialFields(fact),
    ...noteFields(fact),
    ...subjectFields(fact, builder),
    ...genreFields(fact),
    ...seriesFields(fact, builder),
    ...added.map(({ heading, role }) => nameField('7', heading, role, authorities)),
  ];
  if (fact.isbn13 !== '') fields.push(dataField('020', '  ', 'a', fact.isbn13));
  if (original) fields.push(dataField('041', '1 ', 'a', languageCode(fact), 'h', original));
  if (fact.ddc !== '') fields.push(dataField('082', '04', 'a', fact.ddc, '2', /^2X/.test(fact.ddc) ? '' : '23'));
  if (mainEntry) fields.push(nameField('1', mainEntry.heading, mainEntry.role, authorities));
  if (fact.edition !== '') fields.push(dataField('250', '  ', 'a', fact.edition));
  if (publication) fields.push(publication);
  if (fact.pages !== '') fields.push(dataField('300', '  ', 'a', `${fact.pages} halaman`));
  const level = isComplete ? ' ' : '7';
  return { leader: `00000na${isSerial(fact) ? 's' : 'm'} a2200000${level}i 4500`, fields: sortFields(fields) };
}
