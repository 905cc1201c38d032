import { MEMBER_FIELDS } from '#modules/people/members/client';
import { importErrors } from '../errors.ts';
import type { ImportEntry, LostEntry, NoteEntry, Remark } from '../entries.ts';
import { buildRecord, isbnWords } from '../rules/build-record.ts';
import type { TableCopy } from '../rules/embedded-copy.ts';
import { BIBLIO_COLUMNS, BIBLIO_LISTS, ITEM_COLUMNS, slimsCopy, slimsTitle, type Cells } from '../rules/slims-books.ts';
import { MEMBER_COLUMNS, SLIMS_DROPPED, slimsMember } from '../rules/slims-members.ts';
import { labelOf, namedColumns, ofFile, type ImporterInput, type ImportSource, type WaitingItem } from './importer.ts';
import { memberEntry } from './member-entry.ts';
import { readSlimsTable, type TableRow } from './slims-table.ts';

const AT_ONCE = 500;

async function* inGroups<T>(rows: AsyncIterable<T>): AsyncGenerator<T[]> {
  let group: T[] = [];
  for await (const row of rows) {
    group.push(row);
    if (group.length < AT_ONCE) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

const lostRow = (row: TableRow, label: string, reason: Remark): LostEntry => ({
  type: 'lost',
  at: row.line,
  label: labelOf(label),
  remarks: [],
  reason,
});

/** A header that names columns which this table does not have: what stands in them is not read. */
function* unknownColumns(source: ImportSource, rows: readonly TableRow[]): Generator<NoteEntry> {
  const columns = namedColumns(rows.flatMap(({ unknown }) => unknown));
  if (columns === '') return;
  const remarks = [{ code: 'imports.columns_unknown', params: { columns } }];
  yield { type: 'note', at: 0, label: labelOf(source.name), remarks };
}

const wrongWidth = (row: TableRow, expected: number): Remark => ({
  code: 'imports.columns_wrong',
  params: { found: row.wrongWidth, expected },
});

/** Puts the copies where the titles will find them; tells of rows that are none. */
async function* stageItems(input: ImporterInput, source: ImportSource): AsyncGenerator<ImportEntry> {
  await input.waitingRoom.empty();
  const layout = { columns: ITEM_COLUMNS, optional: 0, lists: [], escape: 'none' as const };
  for await (const group of inGroups(readSlimsTable(source, layout, input.options, input.onBytes))) {
    yield* unknownColumns(source, group);
    const items = new Map<string, WaitingItem>();
    for (const row of group) {
      const code = row.cell('item_code').trim();
      if (row.wrongWidth !== null) yield lostRow(row, row.cell('title'), wrongWidth(row, ITEM_COLUMNS.length));
      else if (code === '') yield lostRow(row, row.cell('title'), { code: 'imports.item_code_missing', params: {} });
      else {
        const item = Object.fromEntries(ITEM_COLUMNS.map((column) => [column, row.cell(column)]));
        items.set(code, { code, rowNumber: row.line, item });
      }
    }
    await input.waitingRoom.add([...items.values()]);
  }
}

const cellsOf =
  (item: Record<string, string>): Cells =>
  (column) =>
    item[column] ?? '';

/** The copies that a title names: as the items file describes them, else with nothing but their barcode. */
function copiesOf(
  input: ImporterInput,
  barcodes: readonly string[],
  waiting: ReadonlyMap<string, WaitingItem>,
): { copies: TableCopy[]; remarks: Remark[] } {
  const made = [...new Set(barcodes)].map((barcode) => {
    const item = waiting.get(barcode)?.item ?? { item_code: barcode };
    return slimsCopy(cellsOf(item), input.around);
  });
  return {
    copies: made.flatMap(({ copy }) => (copy ? [copy] : [])),
    remarks: made.flatMap(({ words }) => words),
  };
}

async function* readTitles(input: ImporterInput, source: ImportSource): AsyncGenerator<ImportEntry> {
  const layout = { columns: BIBLIO_COLUMNS, optional: 0, lists: BIBLIO_LISTS, escape: 'double' as const };
  for await (const group of inGroups(readSlimsTable(source, layout, input.options, input.onBytes))) {
    yield* unknownColumns(source, group);
    const titles = group.map((row) => ({ row, ...slimsTitle(row.cell) }));
    const codes = titles.flatMap(({ row, barcodes }) => (row.wrongWidth === null ? barcodes : []));
    const waiting = new Map((await input.waitingRoom.take(codes)).map((item) => [item.code, item]));
    for (const { row, facts, barcodes, words } of titles) {
      if (row.wrongWidth !== null) yield lostRow(row, facts.title, wrongWidth(row, BIBLIO_COLUMNS.length));
      else if (facts.title === '') {
        yield lostRow(row, facts.callNumber, {
          code: 'imports.title_missing',
          params: { callNumber: facts.callNumber },
        });
      } else {
        const { copies, remarks } = copiesOf(input, barcodes, waiting);
        yield {
          type: 'bib',
          at: row.line,
          label: labelOf(facts.title),
          remarks: [...words, ...remarks, ...isbnWords(facts)],
          marc: buildRecord(facts, 'SLIMS'),
          items: copies,
          merges: true,
        };
      }
    }
  }
}

async function* readMembers(input: ImporterInput, source: ImportSource): AsyncGenerator<ImportEntry> {
  const layout = { columns: MEMBER_COLUMNS, optional: 1, lists: [], escape: 'backslash' as const };
  yield {
    type: 'note',
    at: 0,
    label: labelOf(source.name),
    remarks: [{ code: 'imports.columns_dropped', params: { columns: SLIMS_DROPPED.join(', ') } }],
  };
  for await (const row of readSlimsTable(source, layout, input.options, input.onBytes)) {
    yield* unknownColumns(source, [row]);
    if (row.wrongWidth !== null) {
      yield lostRow(row, row.cell('member_name'), wrongWidth(row, MEMBER_COLUMNS.length - 1));
      continue;
    }
    const { facts, texts, words } = slimsMember(row.cell, input.around, MEMBER_FIELDS);
    yield memberEntry(row.line, { ...facts, ...texts }, words, input.around);
  }
}

/** Copies that no title has named. */
async function* leftOver({ waitingRoom }: ImporterInput): AsyncGenerator<LostEntry> {
  for await (const { rowNumber, item } of waitingRoom.leftOver()) {
    const reason = { code: 'imports.copy_without_title', params: { barcode: item.item_code ?? '' } };
    yield { type: 'lost', at: rowNumber, label: labelOf(item.title ?? ''), remarks: [], reason };
  }
}

/** Titles, copies and members of a SLiMS export. Copies are joined by the codes that the titles list, never by title. */
export async function* readSlimsEntries(input: ImporterInput): AsyncGenerator<ImportEntry> {
  const file = (role: ImportSource['role']): ImportSource | undefined => input.files.find((one) => one.role === role);
  const biblio = file('biblio');
  const items = file('items');
  const members = file('members');
  if (items && !biblio) throw importErrors.fileMissing({ file: 'biblio' });
  if (items) yield* ofFile('items', stageItems(input, items));
  if (biblio) yield* ofFile('biblio', readTitles(input, biblio));
  if (items) yield* ofFile('items', leftOver(input));
  if (members) yield* ofFile('members', readMembers(input, members));
}
