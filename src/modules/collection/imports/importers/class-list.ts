import { open } from 'node:fs/promises';
import { importErrors } from '../errors.ts';
import type { ImportEntry } from '../entries.ts';
import { classRows, csvLines, HEAD_BYTES, isWorkbook } from './class-rows.ts';
import { readSheet } from '../readers/xlsx.ts';
import { countedBytes, labelOf, type ImporterInput } from './importer.ts';

/** As much of a file as tells what it is. */
export async function headOf(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** A class list of any length, CSV or a workbook, for the library that was chosen for the run. */
export async function* readClassListEntries({ files, around, onBytes }: ImporterInput): AsyncGenerator<ImportEntry> {
  const [source] = files;
  if (!source) throw importErrors.fileMissing();
  const library = around.libraries.find(({ id }) => id === around.defaultLibraryId);
  if (!library) throw importErrors.libraryUnknown({ code: '' });
  const head = await headOf(source.path);
  const lines = isWorkbook(head) ? readSheet(source.path, { onBytes }) : csvLines(countedBytes(source, onBytes), head);
  for await (const row of classRows(lines, source.name)) {
    const label = labelOf([row.fullName, row.className].filter(Boolean).join(' · '));
    yield { type: 'pupil', at: row.line, label, remarks: [], row, library: library.code };
  }
}
