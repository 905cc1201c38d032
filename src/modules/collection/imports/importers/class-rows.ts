import { importErrors } from '../errors.ts';
import { classColumns, pupilOf, type ClassColumns, type ClassRow } from '../rules/class-list.ts';
import { readDelimited } from '../readers/delimited.ts';
import { workbookRefusal } from './workbook-refusal.ts';

/** People put a title or two above the header. */
const HEADER_WITHIN = 15;
/** As much of a file as tells what it is. */
export const HEAD_BYTES = 4096;

interface Line {
  line: number;
  values: string[];
}

/** Is it a workbook of Excel (a ZIP file)? @param head the first bytes of the file */
export const isWorkbook = (head: Uint8Array): boolean => head[0] === 0x50 && head[1] === 0x4b;

/** The lines of a class list in CSV; the separator is the one that its first line has most of. */
export function csvLines(source: AsyncIterable<Uint8Array>, head: Uint8Array): AsyncGenerator<Line> {
  const [first = ''] = new TextDecoder().decode(head.subarray(0, HEAD_BYTES)).split('\n');
  const separator = [';', '\t', ','].toSorted((a, b) => first.split(b).length - first.split(a).length)[0] ?? ',';
  return readDelimited(source, { separator, quote: '"', recordSeparator: 'newline', escape: 'double' });
}

/**
 * The pupils behind the header, one by one. Columns are found by their names in any order.
 * Throws `imports.not_class_list`, `imports.not_xlsx`, `imports.file_empty`.
 */
export async function* classRows(lines: AsyncIterable<Line>, file: string): AsyncGenerator<ClassRow> {
  let columns: ClassColumns | null = null;
  let looked = 0;
  let found = 0;
  try {
    for await (const { line, values } of lines) {
      if (columns) {
        const row = pupilOf(line, values, columns);
        if (!row) continue;
        found += 1;
        yield row;
        continue;
      }
      columns = classColumns(values);
      looked += 1;
      if (!columns && looked >= HEADER_WITHIN) break;
    }
  } catch (error) {
    throw workbookRefusal(error, file);
  }
  if (!columns) throw importErrors.notClassList({ file }, { file: 'class_list_columns' });
  if (found === 0) throw importErrors.fileEmpty({ file });
}
