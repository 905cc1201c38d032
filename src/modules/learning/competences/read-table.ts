import { readDelimited } from '#modules/collection/imports';
import { AppError } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { competenceErrors } from './errors.ts';
import type { TableFault } from './rules/plan-table.ts';
import {
  levelIn,
  phasesIn,
  tablePlaces,
  tableRow,
  tiersIn,
  type TableColumn,
  type TablePlaces,
  type TableRow,
} from './rules/table.ts';
import { MOST_LINES } from './rules/terms.ts';
import { rowInput, type ReadRow } from './schema.ts';

/** As many faults as somebody mends at one go. */
const MOST_FAULTS = 50;
/** People put a title or two above the header. */
const HEADER_WITHIN = 15;

/** Says of every row what is wrong with it: `row_3.kode`. Throws `competences.table_faulty` where there is something. */
export function refuseFaults(faults: readonly TableFault[]): void {
  if (faults.length === 0) return;
  const fields: Record<string, string> = {};
  for (const { line, column, reason } of faults.toSorted((a, b) => a.line - b.line).slice(0, MOST_FAULTS))
    fields[`row_${line}.${column}`] ??= reason;
  throw competenceErrors.tableFaulty({ count: new Set(faults.map(({ line }) => line)).size }, fields);
}

/** The sign between values: the one that the text has most of in its first line. */
function separatorOf(text: string): string {
  const [first = ''] = text.split('\n', 1);
  return [';', '\t', ','].toSorted((a, b) => first.split(b).length - first.split(a).length)[0] ?? ',';
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(new TextEncoder().encode(text));
}

/** The rows behind the header. Throws `competences.table_columns`, `table_empty`, `table_long`. */
async function rowsOf(csv: string): Promise<TableRow[]> {
  const lines = readDelimited(bytesOf(csv), {
    ...{ separator: separatorOf(csv), quote: '"' },
    ...{ recordSeparator: 'newline', escape: 'double' },
  });
  let places: TablePlaces | null = null;
  let looked = 0;
  const rows: TableRow[] = [];
  for await (const { line, values } of lines) {
    if (places) {
      const row = tableRow(line, values, places);
      if (row) rows.push(row);
      if (rows.length > MOST_LINES) throw competenceErrors.tableLong({ most: MOST_LINES }, { csv: 'too_long' });
      continue;
    }
    places = tablePlaces(values);
    looked += 1;
    if (!places && looked >= HEADER_WITHIN) break;
  }
  if (!places) throw competenceErrors.tableColumns({}, { csv: 'competences_columns' });
  if (rows.length === 0) throw competenceErrors.tableEmpty({}, { csv: 'required' });
  return rows;
}

/** Which column a field of a row stands in. */
const COLUMN_OF: Readonly<Record<string, TableColumn>> = {
  code: 'kode',
  parent: 'induk',
  name: 'nama',
  nameEn: 'nama_en',
  canDo: 'bisa',
  canDoEn: 'bisa_en',
  level: 'tingkat',
  phases: 'fase',
  tiers: 'tugas',
};

/** What a row says; a column that the table does not have is left out. */
const saidBy = ({ cells }: TableRow) => ({
  code: cells.kode,
  name: cells.nama,
  canDo: cells.bisa,
  ...(cells.induk !== undefined && { parent: cells.induk || null }),
  ...(cells.nama_en !== undefined && { nameEn: cells.nama_en }),
  ...(cells.bisa_en !== undefined && { canDoEn: cells.bisa_en }),
  ...(cells.tingkat !== undefined && { level: levelIn(cells.tingkat) }),
  ...(cells.fase !== undefined && { phases: phasesIn(cells.fase) }),
  ...(cells.tugas !== undefined && { tiers: tiersIn(cells.tugas) }),
});

/** A row that can be kept, or what is wrong with it. */
function checked(row: TableRow): ReadRow | TableFault[] {
  try {
    return { ...parseInput(rowInput, saidBy(row)), line: row.line };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return Object.entries(error.fields).map(([field, reason]) => ({
      line: row.line,
      column: COLUMN_OF[field.split('.')[0] ?? ''] ?? 'kode',
      reason,
    }));
  }
}

/**
 * Reads a table of lines, CSV with `,`, `;` or tabs; columns are found by their names in any order. Permissions are the caller's. Throws
 * `competences.table_columns`, `table_empty`, `table_long`, `table_faulty`.
 */
export async function readTable(csv: string): Promise<ReadRow[]> {
  const rows: ReadRow[] = [];
  const faults: TableFault[] = [];
  for (const row of await rowsOf(csv)) {
    const read = checked(row);
    if (Array.isArray(read)) faults.push(...read);
    else rows.push(read);
  }
  refuseFaults(faults);
  return rows;
}
