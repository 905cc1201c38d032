import { createReadStream } from 'node:fs';
import { importErrors } from './errors.ts';
import { headOf } from './importers/class-list.ts';
import { classRows, csvLines, isWorkbook } from './importers/class-rows.ts';
import { readSheet } from './readers/xlsx.ts';
import type { ClassRow } from './rules/class-list.ts';

/** Rows that are shown and confirmed on one page; a whole school has fewer. Longer lists are runs. */
const MOST_ROWS = 2000;
/** Of a workbook that is read while somebody waits for the page; a class list has some hundred rows. */
const PAGE_LIMITS = { bytes: 30_000_000, cells: 200_000, texts: 50_000, characters: 3_000_000 };

/**
 * Reads a class list, CSV or a workbook of Excel, for the page that shows it first. Columns are found by their names in any order.
 * Permissions are the caller's. The worker reads it (ask-class-list.ts). Throws `imports.not_class_list`, `imports.not_xlsx`,
 * `imports.workbook_too_large`, `imports.file_empty`, `imports.class_list_long`.
 * @param file.path on disk
 */
export async function readClassList(file: { name: string; path: string }): Promise<ClassRow[]> {
  const head = await headOf(file.path);
  const lines = isWorkbook(head)
    ? readSheet(file.path, { limits: PAGE_LIMITS })
    : csvLines(createReadStream(file.path), head);
  const rows: ClassRow[] = [];
  for await (const row of classRows(lines, file.name)) {
    rows.push(row);
    if (rows.length > MOST_ROWS) throw importErrors.classListLong({ most: MOST_ROWS }, { file: 'too_long' });
  }
  return rows;
}
