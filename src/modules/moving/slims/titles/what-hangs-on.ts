import type { OldRow } from '#shared/moving/old-row';
import { tidyLine } from '#shared/moving/tidy-text';
import { readLabels } from '../rules/labels.ts';
import type { WebLink } from '../rules/title-record.ts';
import type { Survey } from '../survey-dump.ts';
import type { Related } from './relations.ts';
import type { Words } from './words.ts';

/** A label of SLiMS has twenty letters, its description fifty. */
const LONGEST_LABEL = 50;

/** What hangs on a title besides names: addresses, other titles, and what staff have marked it with. */
export interface Hanging {
  /** Rows that go with the title, or are refused with it. */
  rows: { table: string; key: string }[];
  webLinks: WebLink[];
  related: Related[];
  staffNotes: string[];
}

/** Addresses among the attachments: who may not open one does not hear of it. */
function addressesOf(id: number, survey: Survey, words: Words): Pick<Hanging, 'rows' | 'webLinks' | 'staffNotes'> {
  const { rows, said } = survey.attachments.linksOf(id);
  words.said.push(...said);
  const open = rows.filter(({ isPublic }) => isPublic);
  const closed = rows.filter(({ isPublic }) => !isPublic);
  if (closed.length > 0) words.tell('attachment_link_staff', { count: closed.length });
  return {
    rows: rows.map(({ key }) => ({ table: 'biblio_attachment', key })),
    webLinks: open.map(({ url, title }) => ({ url, label: title })),
    staffNotes: closed.map(({ url, title }) => `Tautan untuk petugas: ${title} ${url}`.replace(/\s+/g, ' ')),
  };
}

/** Labels, and whether it was promoted: marks of a SLiMS that looked different, kept for staff. A link behind a label is one of the record. */
function marksOf(row: OldRow, survey: Survey, words: Words): Pick<Hanging, 'webLinks' | 'staffNotes'> {
  const { labels, isOdd } = readLabels(row('labels'));
  if (isOdd) words.tell('labels_left');
  const named = labels.map(({ name, link }) => {
    const written = survey.codes.mst_label.get(name)?.name || tidyLine(name).text;
    return { name: written.slice(0, LONGEST_LABEL), link };
  });
  const isPromoted = row('promoted')?.trim() === '1';
  if (isPromoted) words.tell('promoted_noted');
  return {
    webLinks: named.flatMap(({ name, link }) => (link === null ? [] : [{ url: link, label: name }])),
    staffNotes: [...named.map(({ name }) => `Label: ${name}`), ...(isPromoted ? ['Dipromosikan di SLiMS'] : [])],
  };
}

/** What hangs on a row of `biblio`. Takes its rows out of the survey: whatever stays there belongs to no title. */
export function whatHangsOn(row: OldRow, id: number, survey: Survey, words: Words): Hanging {
  const [addresses, marks] = [addressesOf(id, survey, words), marksOf(row, survey, words)];
  const relations = survey.relations.rowsOf(id);
  words.said.push(...relations.said);
  return {
    rows: [...addresses.rows, ...relations.rows],
    webLinks: [...addresses.webLinks, ...marks.webLinks],
    related: survey.relations.of(id),
    staffNotes: [...marks.staffNotes, ...addresses.staffNotes],
  };
}
