import { Readable } from 'node:stream';
import type { Storage } from '#platform/storage';
import { importErrors } from './errors.ts';
import { classRows, csvLines, isWorkbook } from './importers/class-rows.ts';
import { readSheet } from './readers/xlsx.ts';
import type { ClassRow } from './rules/class-list.ts';

/** Rows that are shown and confirmed on one page; a whole school has fewer. Longer lists are runs. */
const MOST_ROWS = 2000;
/** Of a workbook that is read while somebody waits for the page; a class list has some hundred rows. */
const PAGE_LIMITS = { bytes: 30_000_000, cells: 200_000, texts: 50_000, characters: 3_000_000 };

async function* linesOf(file: Uint8Array, storage: Storage): AsyncGenerator<{ line: number; values: string[] }> {
  if (!isWorkbook(file)) {
    yield* csvLines(Readable.from([file]), file);
    return;
  }
  const { key } = await storage.put('class-lists', Readable.from([file]));
  try {
    yield* readSheet(storage.path(key), { limits: PAGE_LIMITS });
  } finally {
    await storage.remove(key);
  }
}

/**
 * Reads a class list, CSV or a workbook of Excel, for the page that shows it first. Columns are found by their names in any order.
 * Permissions are the caller's. Throws `imports.not_class_list`, `imports.not_xlsx`, `imports.file_empty`, `imports.class_list_long`.
 */
export async function readClassList(file: { name: string; bytes: Uint8Array }, storage: Storage): Promise<ClassRow[]> {
  const rows: ClassRow[] = [];
  for await (const row of classRows(linesOf(file.bytes, storage), file.name)) {
    rows.push(row);
    if (rows.length > MOST_ROWS) throw importErrors.classListLong({ most: MOST_ROWS }, { file: 'too_long' });
  }
  return rows;
}
