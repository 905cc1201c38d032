import type { PlannedTitle as PlannedRecord } from '#modules/moving/engine';
import { marcLanguage } from '../rules/language.ts';
import type { Link } from '../rules/links.ts';
import type { Name, Names } from '../rules/names.ts';
import { ownNote } from '../rules/own-fields.ts';
import type { SaidCode } from '#shared/moving/said';
import { idOf, type OldRow } from '#shared/moving/old-row';
import { standardNumbers } from '../rules/standard-numbers.ts';
import { tidyLine, tidyLines, withoutMarks } from '#shared/moving/tidy-text';
import { splitTitle, titleRecord, type TitleName } from '../rules/title-record.ts';
import { instantOf } from '#shared/moving/wall-clock';
import type { CodeTable, Survey } from '../survey-dump.ts';
import { UNTITLED } from './relations.ts';
import { whatHangsOn } from './what-hangs-on.ts';
import { Words } from './words.ts';

/** A row of the dump, as the report names it. */
export interface Row {
  table: string;
  key: string;
}

/** What a title is to become, and what is said of it and its links. */
export interface PlannedTitle extends PlannedRecord {
  callNumber: string;
  /** Links of authors and subjects, relations and addresses that go with it, or are refused with it. */
  links: Row[];
  names: Name[];
}

/** $e by SLiMS' level of an author; 1 and 2 are no roles. Source: SLiMS 9.7.0, sysconfig: authority_level. */
const ROLES: Readonly<Record<number, string>> = {
  ...{ 3: 'penyunting', 4: 'penerjemah', 5: 'sutradara', 6: 'produser', 7: 'komponis', 8: 'ilustrator' },
  ...{ 9: 'pencipta', 10: 'kontributor' },
};
/** What people write where nobody is known. */
const NOBODY = /^(?:anonim|anonymous|anon|tanpa (?:nama|pengarang)|n\.?n\.?|no name|[-–.?*\s]+)$/i;
const KINDS = { authors: /^[poc]$/, topics: /^(?:t|g|n|tm|gr|oc)$/ };
const RDA = [
  ['336', 'mst_content_type', 'content_type_id', 'rdacontent'],
  ['337', 'mst_media_type', 'media_type_id', 'rdamedia'],
  ['338', 'mst_carrier_type', 'carrier_type_id', 'rdacarrier'],
] as const satisfies readonly (readonly [string, CodeTable, string, string])[];

export const linkKey = (title: string, names: Names, link: Link): string => `${title}, ${names.key}=${link.name}`;

interface LinkedName {
  link: Link;
  name: Name;
}

/** The names of a title by its links; those that lead nowhere are said to be refused, those that come twice merged. */
function namesOf(links: readonly Link[], names: Names, table: string, words: Words): LinkedName[] {
  const found = new Map<Name, LinkedName>();
  for (const link of links) {
    const key = linkKey(words.key, names, link);
    const name = names.get(link.name);
    if (!name) words.said.push({ table, key, fate: 'refused', code: 'link_without_name' });
    else if (found.has(name)) words.said.push({ table, key, fate: 'merged', code: 'link_repeated' });
    else found.set(name, { link, name });
  }
  return [...found.values()];
}

const rowsOf = (linked: readonly LinkedName[], table: string, names: Names, words: Words): Row[] =>
  linked.map(({ link }) => ({ table, key: linkKey(words.key, names, link) }));

function authorsOf(links: readonly Link[], survey: Survey, words: Words) {
  const table = 'biblio_author';
  const linked = namesOf(links, survey.authors, table, words);
  const somebody = linked.filter(({ link, name }) => {
    if (!NOBODY.test(name.text)) return true;
    const key = linkKey(words.key, survey.authors, link);
    words.said.push({ table, key, fate: 'refused', code: 'author_nobody' });
    return false;
  });
  // level 1 first, then the lowest; 0 is no level
  const rank = (level: number): number => (level >= 1 && level <= 10 ? level : 99);
  const sorted = somebody.toSorted((a, b) => rank(a.link.level) - rank(b.link.level) || a.link.name - b.link.name);
  for (const { link } of sorted) if (rank(link.level) === 99) words.tell('author_level_unknown', { level: link.level });
  for (const { name } of sorted) {
    if (name.text.includes(';')) words.tell('author_several', { author: name.id });
    if (!KINDS.authors.test(name.kind)) words.tell('author_kind_unknown', { author: name.id });
  }
  const named = sorted.map(({ link, name }): TitleName => ({
    text: name.text,
    kind: name.kind,
    years: name.extra,
    role: ROLES[link.level] ?? '',
  }));
  return { rows: rowsOf(somebody, table, survey.authors, words), names: somebody.map(({ name }) => name), named };
}

function topicsOf(links: readonly Link[], survey: Survey, words: Words) {
  const linked = namesOf(links, survey.topics, 'biblio_topic', words);
  for (const { name } of linked) {
    if (!KINDS.topics.test(name.kind)) words.tell('topic_kind_unknown', { topic: name.id });
  }
  const rows = rowsOf(linked, 'biblio_topic', survey.topics, words);
  return {
    rows,
    names: linked.map(({ name }) => name),
    headings: linked.map(({ name }) => ({ text: name.text, kind: name.kind })),
  };
}

/** A publisher or place that the title names; a number that leads nowhere is told. */
function named(row: OldRow, column: string, names: Names, code: SaidCode, words: Words): Name | null {
  const written = row(column);
  if (written === null || /^\s*0*\s*$/.test(written)) return null;
  const name = names.get(idOf(written));
  if (!name) words.tell(code, { number: written.slice(0, 20) });
  return name;
}

function languageOf(row: OldRow, survey: Survey, words: Words): string | null {
  const key = row('language_id')?.trim().toLowerCase() ?? '';
  const code = marcLanguage(key, survey.codes.mst_language.get(key)?.name ?? '');
  if (code === null) words.tell('language_unknown', { language: key.slice(0, 20) });
  return code;
}

function numbersOf(row: OldRow, words: Words) {
  const { numbers, ruined } = standardNumbers(words.text(tidyLine(row('isbn_issn'))));
  if (ruined) words.tell('isbn_ruined');
  for (const { valid, value } of numbers) if (!valid) words.tell('isbn_wrong', { number: value });
  return numbers;
}

/**
 * What becomes of a row of `biblio`. Takes its links out of the survey: whatever stays there belongs to no title.
 * @param zone whose wall clock the dates are @param now a title that was entered later was not
 */
export function planTitle(row: OldRow, survey: Survey, zone: string, now: Date): PlannedTitle {
  const id = idOf(row('biblio_id'));
  const key = `biblio_id=${row('biblio_id') ?? ''}`;
  const words = new Words(key);
  const links = { authors: survey.authorLinks.take(id), topics: survey.topicLinks.take(id) };
  const written = words.text(tidyLine(row('title')));
  if (written === '' && !survey.titlesWithCopies.has(id)) {
    const rowOf =
      (table: string, names: Names) =>
      (link: Link): Row => ({ table, key: linkKey(key, names, link) });
    return {
      ...{ id, key, record: null, hidden: false, enteredAt: undefined, callNumber: '', names: [] },
      said: [{ table: 'biblio', key, fate: 'refused', code: 'title_empty' }],
      links: [
        ...survey.attachments.linksOf(id).rows.map((link) => ({ table: 'biblio_attachment', key: link.key })),
        ...survey.relations.rowsOf(id).rows,
        ...links.authors.map(rowOf('biblio_author', survey.authors)),
        ...links.topics.map(rowOf('biblio_topic', survey.topics)),
      ],
    };
  }
  if (written === '') words.tell('title_blank');
  const one = (column: string): string => words.text(tidyLine(row(column)));
  const authors = authorsOf(links.authors, survey, words);
  const topics = topicsOf(links.topics, survey, words);
  const publisher = named(row, 'publisher_id', survey.publishers, 'publisher_missing', words);
  const place = named(row, 'publish_place_id', survey.places, 'place_missing', words);
  const [main = null, ...others] = authors.named;
  const code = (table: CodeTable, column: string): string => survey.codes[table].get(row(column))?.name ?? '';
  const callNumber = one('call_number');
  const own = survey.own.of('biblio_custom', id);
  const hanging = whatHangsOn(row, id, survey, words);
  const record = titleRecord({
    id,
    ...splitTitle(withoutMarks(written) || UNTITLED, withoutMarks(one('sor'))),
    main,
    others,
    topics: topics.headings,
    edition: one('edition'),
    numbers: numbersOf(row, words),
    place: place?.text ?? '',
    publisher: publisher?.text ?? '',
    year: one('publish_year').replace(/^0+$/, ''),
    collation: withoutMarks(one('collation')),
    series: one('series_title'),
    callNumber,
    classification: one('classification'),
    language: languageOf(row, survey, words),
    material: code('mst_gmd', 'gmd_id'),
    frequency: code('mst_frequency', 'frequency_id'),
    types: RDA.flatMap(([tag, table, column, source]) => {
      const type = survey.codes[table].get(row(column));
      return type ? [{ tag, name: type.name, code: type.more, source }] : [];
    }),
    notes: words.text(tidyLines(row('notes'))),
    detail: one('spec_detail_info'),
    own: {
      public: own.values.filter(({ isPublic }) => isPublic).map(ownNote),
      staff: [...own.values.filter(({ isPublic }) => !isPublic).map(ownNote), ...hanging.staffNotes],
    },
    webLinks: hanging.webLinks,
    related: hanging.related,
  });
  if (own.hadNik) words.tell('identity_removed');
  if (own.isCut) words.tell('notes_cut');
  if (!survey.hasFiles && row('image')?.trim()) words.tell('picture_left');
  const entered = instantOf(row('input_date'), zone);
  const enteredAt = entered !== null && entered <= now ? entered : undefined;
  if (!enteredAt) words.tell('entered_unknown');
  return {
    id,
    key,
    record,
    hidden: row('opac_hide')?.trim() === '1',
    enteredAt,
    callNumber,
    said: words.said,
    links: [...authors.rows, ...topics.rows, ...hanging.rows],
    names: [...authors.names, ...topics.names, ...(publisher ? [publisher] : []), ...(place ? [place] : [])],
  };
}
