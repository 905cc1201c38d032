import { slimsErrors, readTables, type FilesAtHand } from '#modules/moving/engine';
import { FILES_OF_SLIMS } from './files/files-of-slims.ts';
import { AttachmentRows } from './files/attachment-rows.ts';
import { Codes } from '#shared/moving/codes';
import { IdSet } from '#shared/moving/id-set';
import { Links } from './rules/links.ts';
import { Names } from './rules/names.ts';
import { OWN_TABLES, OwnFields } from './rules/own-fields.ts';
import type { ReadRule } from '#shared/moving/lending-rule';
import { readRule } from './rules/lending-rule.ts';
import { idOf, rowReader, type OldRow } from '#shared/moving/old-row';
import { Relations } from './titles/relations.ts';

/** What must be known of a dump before its titles can be read: names, codes and links stand behind, before and between them. */
export interface Survey {
  /** Rows of each table, carried or not. */
  rows: Map<string, number>;
  authors: Names;
  topics: Names;
  publishers: Names;
  places: Names;
  authorLinks: Links;
  topicLinks: Links;
  /** Titles that a copy names. */
  titlesWithCopies: IdSet;
  /** Titles that a copy without a call number of its own belongs to. */
  lendCallNumbers: IdSet;
  /** Types of members, with how many days a card of theirs holds. */
  memberTypes: { key: string | null; name: string | null; days: number; rule: ReadRule }[];
  /** Rules of lending for types of members and kinds of copies. */
  loanRules: { key: string | null; memberType: number; collType: string | null; gmd: number; rule: ReadRule }[];
  codes: Record<CodeTable, Codes>;
  /** What the library has added of its own to titles, copies and members. */
  own: OwnFields;
  relations: Relations;
  /** Files and addresses that hang on titles. */
  attachments: AttachmentRows;
  /** Pictures come with the dump, and what becomes of each is said of its own. */
  hasFiles: boolean;
}

/** Tables of codes: their key, their name, and the column that says more. */
const CODE_TABLES = {
  mst_gmd: ['gmd_id', 'gmd_name', 'gmd_code'],
  mst_language: ['language_id', 'language_name', null],
  mst_frequency: ['frequency_id', 'frequency', null],
  mst_content_type: ['id', 'content_type', 'code'],
  mst_media_type: ['id', 'media_type', 'code'],
  mst_carrier_type: ['id', 'carrier_type', 'code'],
  mst_coll_type: ['coll_type_id', 'coll_type_name', null],
  mst_location: ['location_id', 'location_name', null],
  mst_item_status: ['item_status_id', 'item_status_name', 'no_loan'],
  mst_supplier: ['supplier_id', 'supplier_name', null],
  mst_label: ['label_name', 'label_desc', null],
} as const;
export type CodeTable = keyof typeof CODE_TABLES;
export const isCodeTable = (table: string): table is CodeTable => table in CODE_TABLES;

const newCodes = (): Record<CodeTable, Codes> => ({
  mst_gmd: new Codes(),
  mst_language: new Codes(),
  mst_frequency: new Codes(),
  mst_content_type: new Codes(),
  mst_media_type: new Codes(),
  mst_carrier_type: new Codes(),
  mst_coll_type: new Codes(),
  mst_location: new Codes(),
  mst_item_status: new Codes(),
  mst_supplier: new Codes(),
  mst_label: new Codes(),
});

/** Titles and members are read here too, though nothing of them is kept: a row that cannot be read is found before anything is written. */
const READ = new Set([
  ...Object.keys(CODE_TABLES),
  ...['biblio', 'biblio_author', 'biblio_topic', 'item', 'mst_author', 'mst_topic', 'mst_publisher', 'mst_place'],
  ...['member', 'mst_member_type', 'mst_loan_rules'],
  ...['loan', 'loan_history', 'fines', 'reserve', 'holiday', 'visitor_count', 'user', 'group_access'],
  ...['serial', 'kardex', 'stock_take', 'stock_take_item'],
  ...['files', 'biblio_attachment', 'biblio_relation', 'mst_custom_field', ...OWN_TABLES],
]);

function takeRow(survey: Survey, table: string, row: OldRow): void {
  if (isCodeTable(table)) {
    const [key, name, more] = CODE_TABLES[table];
    survey.codes[table].add(row(key), row(name), more === null ? null : row(more));
    return;
  }
  switch (table) {
    case 'item':
      survey.titlesWithCopies.add(idOf(row('biblio_id')));
      if ((row('call_number') ?? '').trim() === '') survey.lendCallNumbers.add(idOf(row('biblio_id')));
      break;
    case 'biblio_author':
      survey.authorLinks.add(idOf(row('biblio_id')), idOf(row('author_id')), Number(row('level') ?? 1));
      break;
    case 'biblio_topic':
      survey.topicLinks.add(idOf(row('biblio_id')), idOf(row('topic_id')), Number(row('level') ?? 1));
      break;
    case 'biblio_relation':
      survey.relations.take(row);
      break;
    case 'mst_author': {
      const years = row('author_year')?.trim() ?? '';
      survey.authors.add(idOf(row('author_id')), row('author_name'), row('authority_type') ?? '', years);
      break;
    }
    case 'mst_topic':
      survey.topics.add(idOf(row('topic_id')), row('topic'), row('topic_type') ?? '');
      break;
    case 'mst_publisher':
      survey.publishers.add(idOf(row('publisher_id')), row('publisher_name'), '');
      break;
    case 'mst_place':
      survey.places.add(idOf(row('place_id')), row('place_name'), '');
      break;
    case 'mst_member_type': {
      const days = Number(row('member_periode') ?? 0);
      survey.memberTypes.push({ key: row('member_type_id'), name: row('member_type_name'), days, rule: readRule(row) });
      break;
    }
    case 'mst_loan_rules': {
      const [memberType, gmd] = [idOf(row('member_type_id')), Math.max(idOf(row('gmd_id')), 0)];
      const collType = row('coll_type_id')?.trim().replace(/^0+$/, '') || null;
      survey.loanRules.push({ key: row('loan_rules_id'), memberType, collType, gmd, rule: readRule(row) });
      break;
    }
  }
}

/**
 * Reads a dump once from end to end: whether it is whole, how many rows each table has, and what titles point at. Holds names, codes and a few
 * bytes for each link, never titles or copies. Notes the rows that name a file, where files are at hand. Refuses a dump that cannot be read, that is cut off, whose rows are fewer than its maker
 * counted, or that is not of SLiMS.
 */
export async function surveyDump(
  { path, source }: { path: string; source: string },
  files: FilesAtHand | null,
  { signal, onRead }: { signal: AbortSignal; onRead?: (rows: number) => Promise<void> },
): Promise<Survey> {
  const survey: Survey = {
    rows: new Map(),
    authors: new Names('mst_author', 'author_id'),
    topics: new Names('mst_topic', 'topic_id'),
    publishers: new Names('mst_publisher', 'publisher_id'),
    places: new Names('mst_place', 'place_id'),
    authorLinks: new Links(),
    topicLinks: new Links(),
    titlesWithCopies: new IdSet(),
    lendCallNumbers: new IdSet(),
    memberTypes: [],
    loanRules: [],
    codes: newCodes(),
    own: new OwnFields(source),
    relations: new Relations(),
    attachments: new AttachmentRows(),
    hasFiles: files !== null,
  };
  const count = (table: string, rows: number): void => {
    survey.rows.set(table, (survey.rows.get(table) ?? 0) + rows);
  };
  const stated = new Map<string, number>();
  let read = 0;
  for await (const event of readTables(path, READ)) {
    signal.throwIfAborted();
    if (event.type === 'stated') stated.set(event.table, event.count);
    if (event.type !== 'rows') continue;
    count(event.table, event.count);
    const cellsOf = rowReader(event.columns);
    const columns = event.columns.map(({ name }) => name);
    for (const cells of event.rows ?? []) {
      const row = cellsOf(cells);
      takeRow(survey, event.table, row);
      survey.own.take(event.table, columns, row);
      survey.attachments.take(event.table, row);
      const named = FILES_OF_SLIMS.pictureOf(event.table, row, source);
      if (!named) continue;
      count(FILES_OF_SLIMS.tables[named.kind], 1);
      files?.addPicture(named);
    }
    await onRead?.((read += event.count));
  }
  for (const [table, count] of stated) {
    const found = survey.rows.get(table) ?? 0;
    if (found !== count) throw slimsErrors.rowsMissing({ table, found, stated: count });
  }
  if (!survey.rows.has('biblio')) {
    if (survey.rows.has('catalogs')) throw slimsErrors.isInlislite();
    throw slimsErrors.notSlims();
  }
  return survey;
}
