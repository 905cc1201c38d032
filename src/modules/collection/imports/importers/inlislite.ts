import { isControlField, type MarcRecord } from '#shared/marc/record';
import { MEMBER_FIELDS } from '#modules/people/members/client';
import type { AppError } from '#platform/errors';
import { importErrors } from '../errors.ts';
import type { BibEntry, ImportEntry, NoteEntry } from '../entries.ts';
import { readSheet } from '../readers/xlsx.ts';
import { workbookRefusal } from './workbook-refusal.ts';
import { buildRecord, isbnWords } from '../rules/build-record.ts';
import { inlisliteCopy, inlisliteTitle } from '../rules/inlislite-books.ts';
import {
  asHeader,
  columnReader,
  headerKey,
  ITEMS_NEEDED,
  MEMBERS_DROPPED,
  MEMBERS_NEEDED,
  unknownColumns,
  type Column,
  type HeaderRow,
} from '../rules/inlislite-columns.ts';
import { inlisliteMember } from '../rules/inlislite-members.ts';
import { labelOf, namedColumns, type ImporterInput } from './importer.ts';
import { memberEntry } from './member-entry.ts';

/** People put a title or two above the header. */
const HEADER_WITHIN = 15;

interface SheetLine {
  line: number;
  column: Column;
  header: HeaderRow;
  isEmpty: boolean;
}

/** The rows behind the header. Throws what `refuse` makes when there is no header, or no workbook. */
async function* readTable(
  { files, onBytes }: ImporterInput,
  needed: readonly (readonly string[])[],
  refuse: (params: { file: string }) => AppError,
): AsyncGenerator<SheetLine> {
  const [source] = files;
  if (!source) throw importErrors.fileMissing();
  let header: HeaderRow | null = null;
  let looked = 0;
  try {
    for await (const row of readSheet(source.path, { onBytes })) {
      if (header) {
        const column = columnReader(header, row.values);
        // the number in the first column alone makes no row
        const isEmpty = row.values.every((value, at) => value === '' || header?.keys[at] === 'NO');
        yield { line: row.line, column, header, isEmpty };
        continue;
      }
      header = asHeader(row, needed);
      looked += 1;
      if (!header && looked >= HEADER_WITHIN) break;
    }
  } catch (error) {
    throw workbookRefusal(error, source.name);
  }
  if (!header) throw refuse({ file: source.name });
}

/** A word about columns of the file, if there are any. */
function* wordsOf({ files }: ImporterInput, code: string, columns: readonly string[]): Generator<NoteEntry> {
  if (columns.length === 0) return;
  const remarks = [{ code, params: { columns: namedColumns(columns) } }];
  yield { type: 'note', at: 0, label: labelOf(files[0]?.name ?? ''), remarks };
}

/** All that a row of the collection table is asked for; where no library is known, a copy is not read to its end. */
const readAll = (column: Column, { around }: ImporterInput): unknown[] => [
  inlisliteTitle(column),
  inlisliteCopy(column, { ...around, defaultLibraryId: around.defaultLibraryId ?? 0 }),
];

const numberOf = (marc: MarcRecord): string =>
  marc.fields.filter(isControlField).find((field) => field.tag === '001')?.value ?? '';

/** INLISLite's collection table: one row for each copy; neighbouring rows of one title become one record. */
export async function* readInlisliteItems(input: ImporterInput): AsyncGenerator<ImportEntry> {
  let pending: BibEntry | null = null;
  let isTold = false;
  for await (const row of readTable(input, ITEMS_NEEDED, importErrors.notInlisliteItems)) {
    const { line, column, header, isEmpty } = row;
    if (!isTold) {
      yield* wordsOf(
        input,
        'imports.columns_unknown',
        unknownColumns(header, [], (read) => readAll(read, input)),
      );
      isTold = true;
    }
    if (isEmpty) continue;
    const { facts, words } = inlisliteTitle(column);
    if (facts.title === '') {
      const params = { callNumber: column('NOMOR_PANGGIL_EKSEMPLAR') || facts.callNumber };
      yield {
        type: 'lost',
        at: line,
        label: labelOf(params.callNumber),
        remarks: [],
        reason: { code: 'imports.title_missing', params },
      };
      continue;
    }
    const marc = buildRecord(facts, 'INLISLITE');
    const { copy, words: copyWords } = inlisliteCopy(column, input.around);
    if (pending && numberOf(pending.marc) === numberOf(marc)) {
      if (copy) pending.items.push(copy);
      pending.remarks.push(...copyWords);
      continue;
    }
    if (pending) yield pending;
    pending = {
      type: 'bib',
      at: line,
      label: labelOf(facts.title),
      remarks: [...words, ...isbnWords(facts), ...copyWords],
      marc,
      items: copy ? [copy] : [],
      merges: true,
    };
  }
  if (pending) yield pending;
}

/** INLISLite's member table. */
export async function* readInlisliteMembers(input: ImporterInput): AsyncGenerator<ImportEntry> {
  let isTold = false;
  for await (const { line, column, header, isEmpty } of readTable(
    input,
    MEMBERS_NEEDED,
    importErrors.notInlisliteMembers,
  )) {
    const dropped = MEMBERS_DROPPED.filter((name) => header.keys.includes(headerKey(name)));
    if (!isTold) {
      yield* wordsOf(input, 'imports.columns_dropped', dropped);
      const unknown = unknownColumns(header, MEMBERS_DROPPED, (read) =>
        inlisliteMember(read, input.around, MEMBER_FIELDS),
      );
      yield* wordsOf(input, 'imports.columns_unknown', unknown);
      isTold = true;
    }
    if (isEmpty) continue;
    const { facts, texts, words } = inlisliteMember(column, input.around, MEMBER_FIELDS);
    yield memberEntry(line, { ...facts, ...texts }, words, input.around);
  }
}
