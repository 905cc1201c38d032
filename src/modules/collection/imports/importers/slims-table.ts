import type { ImportOptions } from '../client.ts';
import { importErrors } from '../errors.ts';
import { readDelimited, type DelimitedFormat } from '../readers/delimited.ts';
import { plainText } from '#shared/text/plain-text';
import type { Cells } from '../rules/slims-books.ts';
import { countedBytes, type ImportSource } from './importer.ts';

const SEPARATOR_SIGNS = { comma: ',', semicolon: ';', tab: '\t', pipe: '|' } as const;
const QUOTE_SIGNS = { double: '"', single: "'", none: '' } as const;

export interface TableRow {
  line: number;
  cell: Cells;
  /** How many values the row has, when that is not what it should be; null = it fits. */
  wrongWidth: number | null;
  /** With the first row: columns of the header that this table does not have. */
  unknown: readonly string[];
}

interface TableLayout {
  columns: readonly string[];
  /** Columns at the end that a file may leave out. */
  optional: number;
  /** Columns that are lists in pointed brackets; the others are text, whatever a web form made of it. */
  lists: readonly string[];
  escape: DelimitedFormat['escape'];
}

/**
 * Reads one of SLiMS' tables: by the names of its header where there is one, else by the order of its columns. Refuses
 * `imports.not_slims` when the first row cannot be one of this table.
 */
export async function* readSlimsTable(
  source: ImportSource,
  layout: TableLayout,
  options: ImportOptions,
  onBytes: (count: number) => void,
): AsyncGenerator<TableRow> {
  const format: DelimitedFormat = {
    separator: SEPARATOR_SIGNS[options.separator],
    quote: QUOTE_SIGNS[options.quote],
    recordSeparator: options.recordSeparator,
    escape: layout.escape,
  };
  const most = layout.columns.length;
  let places: ReadonlyMap<string, number> = new Map(layout.columns.map((column, place) => [column, place]));
  let least = most - layout.optional;
  let isFirst = true;
  let unknown: string[] = [];
  for await (const { line, values } of readDelimited(countedBytes(source, onBytes), format)) {
    if (values.length > 1 && values.at(-1)?.trim() === '' && values.length > least) values.pop();
    if (isFirst) {
      isFirst = false;
      const names = values.map((value) => value.trim().toLowerCase());
      if (names.includes(layout.columns[0] ?? '') && names.includes(layout.columns[1] ?? '')) {
        places = new Map(names.map((name, place) => [name, place]));
        least = names.length;
        unknown = names.filter((name) => name !== '' && !layout.columns.includes(name));
        continue;
      }
      if (values.length < 3) throw importErrors.notSlims({ file: source.name, columns: values.length, expected: most });
    }
    const isWide = values.length > Math.max(most, places.size);
    yield {
      line,
      cell: (column) => {
        const value = values[places.get(column) ?? -1] ?? '';
        return layout.lists.includes(column) ? value : plainText(value);
      },
      wrongWidth: isWide || values.length < least ? values.length : null,
      unknown,
    };
    unknown = [];
  }
  if (isFirst) throw importErrors.fileEmpty({ file: source.name });
}
