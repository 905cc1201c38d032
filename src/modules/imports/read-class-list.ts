import { Readable } from 'node:stream';
import type { Storage } from '#platform/storage';
import { importErrors } from './errors.ts';
import { readDelimited } from './readers/delimited.ts';
import { NotAWorkbook, readSheet } from './readers/xlsx.ts';
import { classColumns, pupilOf, type ClassColumns, type ClassRow } from './rules/class-list.ts';

/** Rows of one list; a whole school has fewer. */
const MOST_ROWS = 2000;
/** People put a title or two above the header. */
const HEADER_WITHIN = 15;

async function* linesOf(file: Uint8Array, storage: Storage): AsyncGenerator<{ line: number; values: string[] }> {
  // a workbook is a ZIP file
  if (file[0] === 0x50 && file[1] === 0x4b) {
    const { key } = await storage.put('class-lists', Readable.from([file]));
    try {
      yield* readSheet(storage.path(key));
    } finally {
      await storage.remove(key);
    }
    return;
  }
  const [head = ''] = new TextDecoder().decode(file.subarray(0, 4096)).split('\n');
  const separator = [';', '\t', ','].toSorted((a, b) => head.split(b).length - head.split(a).length)[0] ?? ',';
  const format = { separator, quote: '"', recordSeparator: 'newline', escape: 'double' } as const;
  yield* readDelimited(Readable.from([file]), format);
}

/**
 * Reads a class list, CSV or a workbook of Excel. Columns are found by their names in any order. Permissions are the caller's.
 * Throws `imports.not_class_list`, `imports.not_xlsx`, `imports.file_empty`, `imports.class_list_long`.
 */
export async function readClassList(file: { name: string; bytes: Uint8Array }, storage: Storage): Promise<ClassRow[]> {
  let columns: ClassColumns | null = null;
  let looked = 0;
  const rows: ClassRow[] = [];
  try {
    for await (const { line, values } of linesOf(file.bytes, storage)) {
      if (columns) {
        const row = pupilOf(line, values, columns);
        if (row) rows.push(row);
        if (rows.length > MOST_ROWS) throw importErrors.classListLong({ most: MOST_ROWS }, { file: 'too_long' });
        continue;
      }
      columns = classColumns(values);
      looked += 1;
      if (!columns && looked >= HEADER_WITHIN) break;
    }
  } catch (error) {
    throw error instanceof NotAWorkbook ? importErrors.notXlsx({ file: file.name }) : error;
  }
  if (!columns) throw importErrors.notClassList({ file: file.name }, { file: 'class_list_columns' });
  if (rows.length === 0) throw importErrors.fileEmpty({ file: file.name });
  return rows;
}
