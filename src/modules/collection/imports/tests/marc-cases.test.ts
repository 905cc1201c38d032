import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { AppError } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import { formatMarcText } from '#shared/marc/mnemonic';
import type { ImportEntry, Remark } from '../entries.ts';
import { explainRow } from '../explain-row.ts';
import { readMarcEntries } from '../importers/marc.ts';
import { groupRemarks } from '../rules/limit-remarks.ts';
import type { Surroundings } from '../rules/surroundings.ts';
import { readMarcCase } from './read-marc-case.ts';

const folder = join(import.meta.dirname, 'marc-cases');
const around: Surroundings = {
  libraries: [{ id: 1, code: 'KOTA', name: 'Perpustakaan Kota' }],
  defaultLibraryId: null,
  itemTypes: [{ code: 'umum', nameId: 'Koleksi umum', nameEn: 'General' }],
  categories: [],
};

const sayings = (remarks: readonly Remark[]): string[] =>
  groupRemarks(remarks).map(({ code, params }) => `- ${explainRow(code, params, 'id')}`);

function shown(entry: ImportEntry): string {
  if (entry.type === 'lost') return [`${entry.at}. ditolak`, ...sayings([entry.reason, ...entry.remarks])].join('\n');
  if (entry.type !== 'bib') throw new Error(entry.type);
  const copies = entry.items.map((item) =>
    [`+ eksemplar ${item.barcode ?? item.accessionNumber ?? ''}`, item.copyNote].filter(Boolean).join(': '),
  );
  return [`${entry.at}. masuk`, formatMarcText(entry.marc), ...copies, ...sayings(entry.remarks)].join('\n');
}

/** What the importer makes of a file, in words. */
async function resultOf(file: Uint8Array): Promise<string> {
  const lines: string[] = [];
  const source = { role: 'main' as const, name: 'berkas.mrc', bytes: file.length, path: '' };
  const nowhere = () => {
    throw new Error('a MARC file needs no waiting room');
  };
  try {
    for await (const entry of readMarcEntries({
      files: [{ ...source, open: () => Readable.from([file], { objectMode: false }) }],
      options: {
        overlay: 'skip',
        libraryId: null,
        separator: 'comma',
        quote: 'double',
        recordSeparator: 'newline',
      },
      around,
      waitingRoom: { empty: nowhere, add: nowhere, take: nowhere, leftOver: nowhere },
      onBytes: () => undefined,
    })) {
      lines.push(shown(entry));
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    lines.push(`berkas ditolak\n- ${explainError(error, 'id')}`);
  }
  return lines.join('\n\n');
}

describe('cases that librarians have met', () => {
  const names = readdirSync(folder).filter((name) => name.endsWith('.txt'));

  test.each(names)('%s', async (name) => {
    const { file, result } = readMarcCase(readFileSync(join(folder, name), 'utf8'));
    const found = await resultOf(file);
    expect(found).toBe(result);
    // whatever is said is a sentence
    expect(found).not.toMatch(/^- (?:marc|imports)\./m);
  });
});
