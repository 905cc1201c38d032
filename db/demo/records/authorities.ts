/** Authority records of the sample: names, subjects and series, with see-from (4XX) and see-also (5XX). */
import type { MarcField, MarcRecord } from '#shared/marc/record';
import type { Sources } from './facts.ts';
import { createNameResolver, headingLabel, invertName, toHeading, uninvertName } from './headings.ts';
import type { NameHeading } from './headings.ts';
import { dataField, enteredOn, sortFields, SOURCE_CODE } from './marc-fields.ts';

const LEADER = '00000nz  a2200000n  4500';

export interface AuthoritySet {
  records: MarcRecord[];
  /** Control number of a name, by its label (`headingLabel`). */
  names: Map<string, string>;
  /** Authorised subject heading, its kind and control number, by heading and by each variant. */
  subjects: Map<string, { heading: string; kind: string; controlNumber: string }>;
  series: Map<string, string>;
}

/** 008/14-16: may the heading be a main entry, a subject, a series? */
const HEADING_USE = { name: 'aab', subject: 'bab', series: 'bba' };

interface Draft {
  controlNumber: string;
  use: keyof typeof HEADING_USE;
  fields: MarcField[];
}

function authorityRecord({ controlNumber, fields, use }: Draft): MarcRecord {
  const sequence = Number(controlNumber.slice(1));
  const day = enteredOn(sequence, null);
  return {
    leader: LEADER,
    fields: sortFields([
      { tag: '001', value: controlNumber },
      { tag: '003', value: SOURCE_CODE },
      { tag: '005', value: `${day}080000.0` },
      { tag: '008', value: `${day.slice(2)}n||azznn${HEADING_USE[use]}n          |a aaa     c` },
      dataField('040', '  ', 'a', SOURCE_CODE, 'b', 'ind', 'e', 'rda', 'c', SOURCE_CODE),
      ...fields,
    ]),
  };
}

/** Tag ending and indicators of a name: X00 person, X10 body. The first indicator says how the name is entered. */
export function nameTag(heading: NameHeading): { suffix: string; ind1: string } {
  if (heading.kind === 'j') return { suffix: '10', ind1: '1' };
  if (heading.kind === 'c') return { suffix: '10', ind1: '2' };
  return { suffix: '00', ind1: heading.name.includes(',') ? '1' : '0' };
}

const nameField = (block: string, heading: NameHeading): MarcField => {
  const { suffix, ind1 } = nameTag(heading);
  const name = heading.titles || heading.dates ? `${heading.name},` : heading.name;
  const titles = heading.titles && heading.dates ? `${heading.titles},` : heading.titles;
  return dataField(`${block}${suffix}`, `${ind1} `, 'a', name, 'c', titles, 'd', heading.dates);
};

/** Names that appear with two or more titles get an authority even when nobody wrote one for them. */
function frequentHeadings(sources: Sources): NameHeading[] {
  const resolver = createNameResolver(sources);
  const curated = new Set(sources.names.map((entry) => headingLabel(toHeading(entry))));
  const counts = new Map<string, { heading: NameHeading; titles: number }>();
  for (const fact of sources.facts) {
    for (const author of fact.authors) {
      const heading = resolver.author(author.replace(/ \[.*\]$/, ''));
      const seen = counts.get(headingLabel(heading));
      if (seen) seen.titles += 1;
      else counts.set(headingLabel(heading), { heading, titles: 1 });
    }
  }
  return [...counts.entries()]
    .filter(([label, { titles }]) => titles >= 2 && !curated.has(label))
    .map(([, { heading }]) => heading);
}

export function buildAuthorities(sources: Sources): AuthoritySet {
  const resolver = createNameResolver(sources);
  const drafts: Draft[] = [];
  const names = new Map<string, string>();
  const subjects: AuthoritySet['subjects'] = new Map();
  const series = new Map<string, string>();
  const add = (use: Draft['use'], fields: MarcField[]): string => {
    const controlNumber = `A${String(drafts.length + 1).padStart(7, '0')}`;
    drafts.push({ controlNumber, use, fields });
    return controlNumber;
  };

  for (const entry of sources.names) {
    const heading = toHeading(entry);
    const variants = entry.variants.map((name) => nameField('4', { ...heading, name, titles: '', dates: entry.dates }));
    const related = entry.seeAlso.map((term) => resolver.subject(term)).filter((found) => found !== null);
    const controlNumber = add('name', [
      nameField('1', heading),
      ...variants,
      ...related.map((found) => nameField('5', found)),
    ]);
    names.set(headingLabel(heading), controlNumber);
  }
  for (const heading of frequentHeadings(sources)) {
    const other = heading.kind === 'p' ? (uninvertName(heading.name) ?? invertName(heading.name)) : null;
    const variants = other === null ? [] : [nameField('4', { ...heading, name: other })];
    names.set(headingLabel(heading), add('name', [nameField('1', heading), ...variants]));
  }

  const kinds = new Map(sources.subjects.map((entry) => [entry.heading, entry.kind]));
  const tag = (block: string, heading: string): string => `${block}${kinds.get(heading) === 'place' ? '51' : '50'}`;
  for (const entry of sources.subjects) {
    const controlNumber = add('subject', [
      dataField(tag('1', entry.heading), '  ', 'a', entry.heading),
      ...entry.variants.map((variant) => dataField(tag('4', entry.heading), '  ', 'a', variant)),
      ...entry.broader.map((broader) => dataField(tag('5', broader), '  ', 'w', 'g', 'a', broader)),
      ...entry.related.map((related) => dataField(tag('5', related), '  ', 'a', related)),
    ]);
    for (const term of [entry.heading, ...entry.variants]) {
      if (term !== entry.heading && kinds.has(term)) continue;
      subjects.set(term, { heading: entry.heading, kind: entry.kind, controlNumber });
    }
  }

  for (const title of new Set(sources.series.map((entry) => entry.series))) {
    const variants = sources.seriesVariants.get(title) ?? [];
    const fields = [dataField('130', ' 0', 'a', title), ...variants.map((name) => dataField('430', ' 0', 'a', name))];
    series.set(title, add('series', fields));
  }
  return { records: drafts.map(authorityRecord), names, subjects, series };
}
