import { DumpTrouble, type DumpTroubleCode } from '#shared/mysql-dump/dump-trouble';
import { readDump, type DumpEvent } from '#shared/mysql-dump/read-dump';
import type { ErrorParams } from '#platform/errors';
import { slimsErrors } from '../errors.ts';
import { rowReader, type OldRow } from '#shared/moving/old-row';
import { openDump } from './open-dump.ts';

const REFUSALS: Readonly<Record<DumpTroubleCode, (params: ErrorParams) => Error>> = {
  cut: slimsErrors.dumpCut,
  too_long: slimsErrors.dumpTooLong,
  not_a_dump: slimsErrors.dumpNotADump,
  utf16: slimsErrors.dumpUtf16,
  charset: slimsErrors.dumpCharset,
  value: slimsErrors.dumpValue,
  row_width: slimsErrors.dumpRowWidth,
  columns_unknown: slimsErrors.dumpColumnsUnknown,
  databases: slimsErrors.dumpDatabases,
};

/** The dump from its beginning; what cannot be read is refused in a sentence. @param tables whose rows are read, of others they are counted */
export async function* readTables(path: string, tables: ReadonlySet<string>): AsyncGenerator<DumpEvent> {
  try {
    yield* readDump(openDump(path), (table) => tables.has(table));
  } catch (error) {
    if (error instanceof DumpTrouble) throw REFUSALS[error.code]({ ...error.params });
    throw error;
  }
}

/** The rows of one table, in the order of the dump, in groups of a few hundred. */
export async function* readRowsOf(path: string, table: string): AsyncGenerator<OldRow[]> {
  for await (const event of readTables(path, new Set([table]))) {
    if (event.type !== 'rows' || !event.rows) continue;
    const read = rowReader(event.columns);
    yield event.rows.map(read);
  }
}
