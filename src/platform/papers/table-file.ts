import { setImmediate as breathe } from 'node:timers/promises';
import { csvText } from '#shared/csv-cell';
import type { HeavyFile } from '../background/heavy.ts';
import { sheetFile, workbookFile, type Cell, type Sheet } from './sheet-file.ts';

export type { Cell, Sheet } from './sheet-file.ts';
export type TableFormat = 'csv' | 'xlsx';

const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** Rows that are written between two looks at whether it is still wanted. */
const ROWS_AT_ONCE = 1_000;

/**
 * A table as a file for spreadsheets, CSV or a workbook, written in pieces. No cell becomes a formula. Only the worker writes workbooks.
 * @param name without its ending
 * @param rows the first one is the head
 * @param progress told how many lines are written
 */
export function tableFile(
  name: string,
  format: TableFormat,
  rows: readonly (readonly Cell[])[],
  progress?: (done: number, total: number) => void,
): HeavyFile {
  const [head = [], ...lines] = rows;
  const told = counted(lines, progress);
  const fileName = `${name}.${format}`;
  if (format === 'csv') return { fileName, mediaType: 'text/csv; charset=utf-8', body: csvFile(head, told) };
  return { fileName, mediaType: WORKBOOK, body: sheetFile(head, told) };
}

/**
 * Several short tables as the sheets of one workbook. No cell becomes a formula. Only the worker writes workbooks.
 * @param name without its ending
 */
export const workbook = (name: string, sheets: readonly Sheet[]): HeavyFile => ({
  fileName: `${name}.xlsx`,
  mediaType: WORKBOOK,
  body: workbookFile(sheets),
});

function* counted(
  lines: readonly (readonly Cell[])[],
  progress?: (done: number, total: number) => void,
): Generator<readonly Cell[]> {
  for (const [nth, line] of lines.entries()) {
    yield line;
    if ((nth + 1) % ROWS_AT_ONCE === 0 || nth + 1 === lines.length) progress?.(nth + 1, lines.length);
  }
}

async function* csvFile(head: readonly Cell[], lines: Iterable<readonly Cell[]>): AsyncGenerator<string> {
  yield csvText([head]);
  let batch: (readonly Cell[])[] = [];
  for (const line of lines) {
    batch.push(line);
    if (batch.length < ROWS_AT_ONCE) continue;
    yield csvText(batch);
    batch = [];
    await breathe();
  }
  if (batch.length > 0) yield csvText(batch);
}
